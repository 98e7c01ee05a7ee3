/** By how much the clocks of instances differ, told from calls that both sides saw. Plain Java, bounded, without a clock of its own. */
@NullMarked
package io.throughline.core.infer.clock;

import org.jspecify.annotations.NullMarked;
