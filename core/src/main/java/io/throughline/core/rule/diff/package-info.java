/** What rules would find in records that are there already, and what other rules would find more or less. */
@NullMarked
package io.throughline.core.rule.diff;

import org.jspecify.annotations.NullMarked;
