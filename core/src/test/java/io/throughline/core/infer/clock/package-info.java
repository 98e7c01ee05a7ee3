/** Tests of clocks. */
@NullMarked
package io.throughline.core.infer.clock;

import org.jspecify.annotations.NullMarked;
