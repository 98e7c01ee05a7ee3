@NullMarked
package io.throughline.stream.analyze;

import org.jspecify.annotations.NullMarked;
