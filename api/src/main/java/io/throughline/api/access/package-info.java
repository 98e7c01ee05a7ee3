/** Who may ask at all. */
@NullMarked
package io.throughline.api.access;

import org.jspecify.annotations.NullMarked;
