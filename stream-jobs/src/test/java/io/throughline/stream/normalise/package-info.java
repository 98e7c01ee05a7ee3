@NullMarked
package io.throughline.stream.normalise;

import org.jspecify.annotations.NullMarked;
