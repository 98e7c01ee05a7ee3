/** Tests that benchmarks do what they say; how fast is not for a test. */
@NullMarked
package io.throughline.bench;

import org.jspecify.annotations.NullMarked;
