/** Feeds every decoder with what a fuzzer makes up, and looks at more than exceptions. */
@NullMarked
package io.throughline.fuzz;

import org.jspecify.annotations.NullMarked;
