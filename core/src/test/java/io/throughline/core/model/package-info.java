/** Tests of the model's own arithmetic and rules. */
@NullMarked
package io.throughline.core.model;

import org.jspecify.annotations.NullMarked;
