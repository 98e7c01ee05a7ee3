package io.throughline.stream.infer;

import java.util.List;

/**
 * A unit that was judged again, on its way to the others of the flow that it was found in first.
 *
 * @param flow by the first judgement
 * @param step from its root to what called it
 * @param calls hop ids of its calls that reach other instances; those of other flows, which it was given now, are {@link Moved}
 */
record Claim(String flow, Unit unit, Step step, List<String> calls) {
    Claim {
        calls = List.copyOf(calls);
    }
}
