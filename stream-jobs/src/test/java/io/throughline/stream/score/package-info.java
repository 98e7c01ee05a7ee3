@NullMarked
package io.throughline.stream.score;

import org.jspecify.annotations.NullMarked;
