@NullMarked
package io.throughline.stream.detect;

import org.jspecify.annotations.NullMarked;
