package io.throughline.stream.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.score.EntityMemory;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
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
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up what alerts say of one entity. It is written at the end of the ten minutes of event time in which an alert came, and then as often as
 * it has halved, until it is less than one and forgotten. Alerts are taken in the order in which they were known.
 */
final class EntityRiskFunction extends KeyedProcessFunction<String, EntityAlert, EntityRisk> {
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Comparator<EntityAlert> IN_ORDER = Comparator.<EntityAlert, Instant>comparing(
                    about -> about.alert().time())
            .thenComparing(about -> about.alert().id())
            .thenComparing(about -> about.alert().windowEnd());

    private static final long serialVersionUID = 1L;

    private final Duration halfLife;
    private transient ValueState<EntityMemory> remembered;
    private transient ValueState<Long> timer;
    private transient MapState<Long, List<EntityAlert>> waiting;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    EntityRiskFunction(Duration halfLife) {
        this.halfLife = halfLife;
    }

    @Override
    public void open(OpenContext context) {
        remembered = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("remembered", RecordTypeInfo.of(EntityMemory.class)));
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(RecordTypeInfo.of(EntityAlert.class))));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
    }

    @Override
    public void processElement(EntityAlert about, Context context, Collector<EntityRisk> out) throws Exception {
        Long known = context.timestamp();
        long seen = seen(about.alert());
        long due = Math.max(
                known == null ? seen : Math.max(known, seen),
                context.timerService().currentWatermark() + 1);
        List<EntityAlert> together = waiting.get(due);
        if (together == null) {
            together = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(due);
        }
        together.add(about);
        waiting.put(due, together);
    }

    private static long seen(Alert alert) {
        Instant seen = alert.windowEnd().isBefore(alert.time()) ? alert.time() : alert.windowEnd();
        return seen.toEpochMilli();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EntityRisk> out) throws Exception {
        List<EntityAlert> together = waiting.get(timestamp);
        if (together != null) {
            waiting.remove(timestamp);
            together.sort(IN_ORDER);
            for (EntityAlert about : together) {
                take(about, timestamp, context.timerService());
            }
        }
        write(timestamp, context.timerService(), out);
    }

    private void take(EntityAlert about, long now, TimerService timers) throws Exception {
        EntityMemory memory = remembered.value();
        remembered.update(
                (memory == null ? EntityMemory.of(about.kind(), about.name()) : memory).with(about.alert(), halfLife));
        long window = WINDOW.toMillis();
        long end = Math.floorDiv(Math.max(seen(about.alert()), now), window) * window + window;
        Long set = timer.value();
        if (set == null || end < set) {
            timers.registerEventTimeTimer(end);
            timer.update(end);
        }
    }

    private void write(long timestamp, TimerService timers, Collector<EntityRisk> out) throws Exception {
        EntityMemory memory = remembered.value();
        Long set = timer.value();
        if (memory == null || set == null || set != timestamp) {
            return; // an earlier one has been set since
        }
        EntityRisk risk = memory.at(Instant.ofEpochMilli(timestamp), halfLife);
        out.collect(risk);
        if (EntityMemory.isOver(risk)) {
            remembered.clear();
            timer.clear();
            return;
        }
        long next = timestamp + halfLife.toMillis();
        timers.registerEventTimeTimer(next);
        timer.update(next);
    }
}
