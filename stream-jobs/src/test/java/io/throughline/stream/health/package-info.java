@NullMarked
package io.throughline.stream.health;

import org.jspecify.annotations.NullMarked;
