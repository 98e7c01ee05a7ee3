package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import org.jspecify.annotations.Nullable;

/**
 * How far up from a unit is known.
 *
 * @param unit which asks for its flow
 * @param up the farthest unit above that is known; the flow's id when {@code top}
 * @param top whether the flow is known
 * @param caller the hop, in another unit, that {@code unit} was reached by; null: none is known
 * @param evidence what the step to {@code caller} rests on
 * @param confidence of that, in [0,1]
 * @param settled whether the unit of {@code caller} will not be judged again
 * @param known when, in milliseconds since 1970
 */
record Step(
        String unit,
        String up,
        boolean top,
        @Nullable String caller,
        EdgeEvidence evidence,
        double confidence,
        boolean settled,
        long known) {
    /** Before the id of a flow's first hop, where no record named the flow. */
    private static final String PREFIX = "inf-";

    /**
     * Of a unit that goes no further up.
     *
     * @param trace which it names; null: its flow gets a name from it
     */
    static Step top(String unit, @Nullable String trace, long known) {
        return new Step(
                unit, trace == null ? PREFIX + unit : trace, true, null, EdgeEvidence.INFERENCE, 1, false, known);
    }

    /** The same, called by a hop of another flow, or of one that nobody named. */
    Step from(String hop, EdgeEvidence rest, double sure, boolean callerSettled) {
        return new Step(unit, up, top, hop, rest, sure, callerSettled, known);
    }

    /**
     * With what the unit above told.
     *
     * @param then when that was known
     */
    Step told(String next, boolean nextIsTop, long then) {
        return new Step(unit, next, nextIsTop, caller, evidence, confidence, settled, Math.max(known, then));
    }

    /** When nothing is heard of the unit above: it is the first of the flow, as far as is known. */
    Step untold(long when) {
        return new Step(unit, PREFIX + up, true, caller, evidence, confidence, settled, when);
    }
}
