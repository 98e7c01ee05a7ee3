/** Rules over several events: counted, in order, or missing, judged in event time and with bounded state per group. */
@NullMarked
package io.throughline.core.rule.correlate;

import org.jspecify.annotations.NullMarked;
