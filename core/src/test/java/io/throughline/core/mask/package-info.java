@NullMarked
package io.throughline.core.mask;

import org.jspecify.annotations.NullMarked;
