/** Benchmarks: each compares the line with a peer or a limit measured in the same run, and prints ratios. */
@NullMarked
package io.throughline.bench;

import org.jspecify.annotations.NullMarked;
