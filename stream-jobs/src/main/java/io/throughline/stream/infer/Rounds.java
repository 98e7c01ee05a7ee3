package io.throughline.stream.infer;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.streaming.api.TimerService;

/** The instants of event time at which all keys are judged: the same for all, so that it does not matter when a record came. */
final class Rounds implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long everyMillis;

    private Rounds(long everyMillis) {
        this.everyMillis = everyMillis;
    }

    static Rounds every(Duration every) {
        return new Rounds(every.toMillis());
    }

    /**
     * The first at a time or after it, in milliseconds since 1970. A key has its next round then whether others of it wait or not: else it would
     * depend on what else has come when it is judged.
     */
    long from(long time) {
        return after(time - 1);
    }

    /** The first after a time, in milliseconds since 1970. */
    long after(long time) {
        return (Math.floorDiv(time, everyMillis) + 1) * everyMillis;
    }

    /** Sees to it that the key is judged then, or before. */
    static void schedule(long due, ValueState<Long> timer, TimerService timers) throws IOException {
        Long known = timer.value();
        if (known == null || due < known) {
            timers.registerEventTimeTimer(due);
            timer.update(due);
        }
    }
}
