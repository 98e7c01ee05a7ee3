@NullMarked
package io.throughline.core.payload;

import org.jspecify.annotations.NullMarked;
