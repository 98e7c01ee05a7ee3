/** Typed settings: default, validation and one line of text in one place; unknown keys are errors. */
@NullMarked
package io.throughline.core.config;

import org.jspecify.annotations.NullMarked;
