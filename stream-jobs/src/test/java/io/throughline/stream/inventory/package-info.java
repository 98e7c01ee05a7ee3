@NullMarked
package io.throughline.stream.inventory;

import org.jspecify.annotations.NullMarked;
