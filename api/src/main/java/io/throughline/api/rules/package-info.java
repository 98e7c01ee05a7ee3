/** Rules: which are in force, changing them while everything runs, and trying them before. */
@NullMarked
package io.throughline.api.rules;

import org.jspecify.annotations.NullMarked;
