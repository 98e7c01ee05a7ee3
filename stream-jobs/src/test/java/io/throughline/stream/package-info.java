@NullMarked
package io.throughline.stream;

import org.jspecify.annotations.NullMarked;
