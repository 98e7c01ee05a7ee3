@NullMarked
package io.throughline.stream.correlate;

import org.jspecify.annotations.NullMarked;
