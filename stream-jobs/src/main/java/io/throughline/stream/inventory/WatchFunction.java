package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ContainerVersion;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Runs a {@link Watch} in event time: sights wait until the watermark has passed them, then are taken in order of time and id. A late one is taken
 * at the next watermark.
 */
final class WatchFunction<S> extends KeyedProcessFunction<String, Sight, Alert> {
    /** Containers as they were, for the inventory. */
    static final OutputTag<ContainerVersion> VERSIONS =
            new OutputTag<>("versions", RecordTypeInfo.of(ContainerVersion.class));

    /** Of one key; those beyond are left out and counted. */
    private static final int MAX_WAITING = 200_000;

    private static final long serialVersionUID = 1L;
    private static final Comparator<Sight> IN_ORDER =
            Comparator.comparing(Sight::time).thenComparing(Sight::id).thenComparing(Sight::kind);

    private final Watch<S> watch;
    private final int maxWaiting;
    private transient MapState<Long, List<Sight>> waiting;
    private transient ValueState<Integer> queued;
    private transient ValueState<S> remembered;
    private transient ValueState<Long> timer;
    private transient Counter lateSights;
    private transient Counter leftOut;

    WatchFunction(Watch<S> watch) {
        this(watch, MAX_WAITING);
    }

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    WatchFunction(Watch<S> watch, int maxWaiting) {
        this.watch = watch;
        this.maxWaiting = maxWaiting;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(RecordTypeInfo.of(Sight.class))));
        queued = getRuntimeContext().getState(new ValueStateDescriptor<>("queued", Types.INT));
        remembered = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("remembered", RecordTypeInfo.of(watch.stateType())));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
        lateSights = getRuntimeContext().getMetricGroup().counter("lateSights");
        leftOut = getRuntimeContext().getMetricGroup().counter("sightsLeftOut");
    }

    @Override
    public void processElement(Sight sight, Context context, Collector<Alert> out) throws Exception {
        Integer before = queued.value();
        int count = before == null ? 0 : before;
        if (count >= maxWaiting) {
            leftOut.inc();
            return;
        }
        long due = sight.time().toEpochMilli();
        long watermark = context.timerService().currentWatermark();
        if (due <= watermark) {
            lateSights.inc();
            due = watermark + 1;
        }
        List<Sight> together = waiting.get(due);
        if (together == null) {
            together = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(due);
        }
        together.add(sight);
        waiting.put(due, together);
        queued.update(count + 1);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Watch.Told told = new Watch.Told() {
            @Override
            public void alert(Alert alert) {
                out.collect(alert);
            }

            @Override
            public void version(ContainerVersion version) {
                context.output(VERSIONS, version);
            }

            @Override
            public void leftOut() {
                leftOut.inc();
            }
        };
        S state = remembered.value();
        List<Sight> together = waiting.get(timestamp);
        if (together != null) {
            waiting.remove(timestamp);
            Integer before = queued.value();
            int left = before == null ? 0 : before - together.size();
            if (left > 0) {
                queued.update(left);
            } else {
                queued.clear();
            }
            together.sort(IN_ORDER);
            for (Sight sight : together) {
                state = watch.observe(state, sight, told);
            }
        }
        if (state == null) {
            return;
        }
        Instant now = Instant.ofEpochMilli(timestamp);
        if (!watch.next(state).isAfter(now)) {
            state = watch.onTime(state, now, told);
        }
        if (state == null) {
            remembered.clear();
            timer.clear();
            return;
        }
        remembered.update(state);
        long wanted = Math.max(timestamp + 1, watch.next(state).toEpochMilli() + 1);
        Long set = timer.value();
        if (set == null || set <= timestamp || wanted < set) {
            context.timerService().registerEventTimeTimer(wanted);
            timer.update(wanted);
        }
    }
}
