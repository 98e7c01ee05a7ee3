package io.throughline.stream.report;

import io.throughline.core.model.EdgeMinute;
import io.throughline.stream.correlate.Call;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The service map's edges, minute by minute. */
public final class EdgeMinuteFunction extends MinuteFunction<Call, EdgeMinuteFunction.Count, EdgeMinute> {
    private static final long serialVersionUID = 1L;

    public EdgeMinuteFunction(Duration keepFor) {
        super(Count.class, keepFor);
    }

    /** One edge's minute so far. */
    record Count(String caller, String callee, Instant minute, Tally tally) {}

    public static String keyOf(Call call) {
        return call.caller() + '\0' + call.callee() + '\0' + minuteOf(call.end());
    }

    @Override
    Instant timeOf(Call call) {
        return call.end();
    }

    @Override
    Count count(@Nullable Count state, Call call) {
        Tally tally = state == null ? Tally.empty() : state.tally();
        return new Count(
                call.caller(),
                call.callee(),
                Instant.ofEpochMilli(minuteOf(call.end())),
                tally.plus(call.duration(), call.failed()));
    }

    @Override
    EdgeMinute written(Count state) {
        return new EdgeMinute(
                state.caller(),
                state.callee(),
                state.minute(),
                state.tally().requests(),
                state.tally().errors(),
                state.tally().histogram());
    }

    @Override
    Instant minute(Count state) {
        return state.minute();
    }
}
