package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import org.jspecify.annotations.Nullable;

/**
 * One side of a call between instances.
 *
 * @param link the same on both sides
 * @param caller whether it is the calling side
 * @param unit that it is in
 * @param trace of the unit, where one is known
 * @param hop the record of this side
 * @param evidence that the two sides belong together
 * @param confidence in that, in [0,1]
 * @param known when its unit was judged, in milliseconds since 1970
 */
record LinkEnd(
        String link,
        boolean caller,
        String unit,
        @Nullable String trace,
        String hop,
        EdgeEvidence evidence,
        double confidence,
        long known) {
    /** Up from what was called, in a flow of its own where it knows that. */
    Step to(@Nullable LinkEnd callerEnd, long when) {
        Step alone = Step.top(unit, trace, when);
        if (callerEnd == null || callerEnd.unit.equals(unit)) {
            return alone;
        }
        return trace == null
                ? new Step(unit, callerEnd.unit, false, callerEnd.hop, evidence, confidence, when)
                : alone.from(callerEnd.hop, evidence, confidence);
    }
}
