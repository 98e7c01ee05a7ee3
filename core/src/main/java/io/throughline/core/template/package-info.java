/** What log messages and request paths have in common: their templates. Plain Java, bounded, without a clock or a random number. */
@NullMarked
package io.throughline.core.template;

import org.jspecify.annotations.NullMarked;
