package io.throughline.stream.infer;

import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Units, which are the first input, get the name of their flow from their roots, which are the second. */
final class NameFunction extends KeyedCoProcessFunction<String, Unit, Step, Named> {
    private static final long serialVersionUID = 1L;

    private final long waitMillis;
    private transient ValueState<Unit> unit;
    private transient ValueState<Step> root;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    NameFunction(Duration wait) {
        this.waitMillis = wait.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        unit = getRuntimeContext().getState(new ValueStateDescriptor<>("unit", RecordTypeInfo.of(Unit.class)));
        root = getRuntimeContext().getState(new ValueStateDescriptor<>("root", RecordTypeInfo.of(Step.class)));
    }

    @Override
    public void processElement1(Unit value, Context context, Collector<Named> out) throws Exception {
        Step known = root.value();
        if (known == null) {
            unit.update(value);
            await(value.known(), context);
        } else {
            out.collect(named(value, known));
            root.clear();
            awaitNoLonger(known.known(), context);
        }
    }

    @Override
    public void processElement2(Step value, Context context, Collector<Named> out) throws Exception {
        Unit known = unit.value();
        if (known == null) {
            root.update(value);
            await(value.known(), context);
        } else {
            out.collect(named(known, value));
            unit.clear();
            awaitNoLonger(known.known(), context);
        }
    }

    private void await(long known, Context context) {
        context.timerService().registerEventTimeTimer(known + waitMillis);
    }

    /** Nearly all units are named long before: their timers would be most of what the heap holds. */
    private void awaitNoLonger(long known, Context context) {
        context.timerService().deleteEventTimeTimer(known + waitMillis);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Named> out) throws Exception {
        Unit known = unit.value();
        if (known != null) {
            out.collect(alone(known));
        }
        unit.clear();
        root.clear();
    }

    private Named named(Unit named, Step step) {
        return step.known() > named.known() + waitMillis
                ? alone(named)
                : new Named(step.up(), named, step, Math.max(named.known(), step.known()));
    }

    private Named alone(Unit named) {
        Step step = Step.top(named.id(), named.trace(), named.known() + waitMillis);
        return new Named(step.up(), named, step, step.known());
    }
}
