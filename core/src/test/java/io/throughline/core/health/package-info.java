@NullMarked
package io.throughline.core.health;

import org.jspecify.annotations.NullMarked;
