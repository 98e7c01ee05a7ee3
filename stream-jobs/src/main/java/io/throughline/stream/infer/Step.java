package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import org.jspecify.annotations.Nullable;

/**
 * How far up from a unit is known.
 *
 * @param unit which asks for its root
 * @param up the farthest unit above that is known, or itself
 * @param top whether {@code up} is the root
 * @param caller the hop, in another unit, that {@code unit} was reached by; null: none is known
 * @param evidence what the step to {@code caller} rests on
 * @param confidence of that, in [0,1]
 * @param known when, in milliseconds since 1970
 */
record Step(
        String unit,
        String up,
        boolean top,
        @Nullable String caller,
        EdgeEvidence evidence,
        double confidence,
        long known) {
    /** Of a unit that nobody calls, as far as is known. */
    static Step root(String unit, long known) {
        return new Step(unit, unit, true, null, EdgeEvidence.INFERENCE, 1, known);
    }

    /** @param then when it was known how it goes on */
    Step to(String nextUp, boolean nextIsTop, long then) {
        return new Step(unit, nextUp, nextIsTop, caller, evidence, confidence, Math.max(known, then));
    }
}
