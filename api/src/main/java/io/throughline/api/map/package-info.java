/** Who calls whom. */
@NullMarked
package io.throughline.api.map;

import org.jspecify.annotations.NullMarked;
