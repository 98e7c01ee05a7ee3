@NullMarked
package io.throughline.core.score;

import org.jspecify.annotations.NullMarked;
