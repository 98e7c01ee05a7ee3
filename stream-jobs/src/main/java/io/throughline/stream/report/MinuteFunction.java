package io.throughline.stream.report;

import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts one key's minute, and writes the count every {@link #WRITE_EVERY} of event time and when a late record amends it. The
 * minute is part of the key. State goes {@code keepFor} after the minute's end; what is later still no longer counts, since a
 * smaller count never replaces a larger one.
 *
 * @param <I> what is counted
 * @param <S> the count, a record
 * @param <O> what is written
 */
abstract class MinuteFunction<I, S, O> extends KeyedProcessFunction<String, I, O> {
    static final Duration WRITE_EVERY = Duration.ofSeconds(10);
    private static final long serialVersionUID = 1L;
    private static final long MINUTE_MILLIS = 60_000;

    private final Class<S> stateType;
    private final Duration keepFor;
    private transient ValueState<S> state;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    MinuteFunction(Class<S> stateType, Duration keepFor) {
        this.stateType = stateType;
        this.keepFor = keepFor;
    }

    abstract Instant timeOf(I input);

    abstract S count(@Nullable S state, I input);

    abstract O written(S state);

    static long minuteOf(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), MINUTE_MILLIS) * MINUTE_MILLIS;
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("minute", RecordTypeInfo.of(stateType)));
    }

    @Override
    public void processElement(I input, Context context, Collector<O> out) throws Exception {
        S before = state.value();
        state.update(count(before, input));
        long time = timeOf(input).toEpochMilli();
        long every = WRITE_EVERY.toMillis();
        long due = Math.floorDiv(time, every) * every + every;
        long watermark = context.timerService().currentWatermark();
        context.timerService().registerEventTimeTimer(due > watermark ? due : watermark + 1);
        if (before == null) {
            long end = minuteOf(timeOf(input)) + MINUTE_MILLIS + keepFor.toMillis();
            context.timerService().registerEventTimeTimer(Math.max(end, watermark + 2));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<O> out) throws Exception {
        S now = state.value();
        if (now == null) {
            return;
        }
        out.collect(written(now));
        if (timestamp >= endOf(now)) {
            state.clear();
        }
    }

    /** The instant, in milliseconds, from which the minute takes no more records. */
    private long endOf(S now) {
        return minuteOf(minute(now)) + MINUTE_MILLIS + keepFor.toMillis();
    }

    abstract Instant minute(S state);
}
