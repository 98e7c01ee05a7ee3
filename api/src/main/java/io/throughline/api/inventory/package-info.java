/** Which containers ran, of which images. */
@NullMarked
package io.throughline.api.inventory;

import org.jspecify.annotations.NullMarked;
