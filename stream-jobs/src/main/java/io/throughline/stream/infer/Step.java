package io.throughline.stream.infer;

import org.jspecify.annotations.Nullable;

/**
 * How far up from a unit is known.
 *
 * @param unit which asks for its root
 * @param up the farthest unit above that is known, or itself
 * @param top whether {@code up} is the root
 * @param caller the hop, in another unit, that {@code unit} was reached by; null: none is known
 * @param time of the unit, in milliseconds since 1970
 */
record Step(String unit, String up, boolean top, @Nullable String caller, long time) {
    /** Of a unit that nobody calls, as far as is known. */
    static Step root(String unit, long time) {
        return new Step(unit, unit, true, null, time);
    }

    Step to(String nextUp, boolean nextIsTop) {
        return new Step(unit, nextUp, nextIsTop, caller, time);
    }
}
