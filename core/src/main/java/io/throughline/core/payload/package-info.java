/** Attacks in what a request carries: its parts are decoded in layers and tokenised as the language would that an attack is written in. */
@NullMarked
package io.throughline.core.payload;

import org.jspecify.annotations.NullMarked;
