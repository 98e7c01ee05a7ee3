package io.throughline.stream.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.score.EntityMemory;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up what alerts say of one entity. It is written at the end of the ten minutes of event time in which an alert came, and then as often as
 * it has halved, until it is less than one and forgotten.
 */
final class EntityRiskFunction extends KeyedProcessFunction<String, EntityAlert, EntityRisk> {
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final long serialVersionUID = 1L;

    private final Duration halfLife;
    private transient ValueState<EntityMemory> remembered;
    private transient ValueState<Long> timer;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    EntityRiskFunction(Duration halfLife) {
        this.halfLife = halfLife;
    }

    @Override
    public void open(OpenContext context) {
        remembered = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("remembered", RecordTypeInfo.of(EntityMemory.class)));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
    }

    @Override
    public void processElement(EntityAlert about, Context context, Collector<EntityRisk> out) throws Exception {
        EntityMemory memory = remembered.value();
        Alert alert = about.alert();
        remembered.update(
                (memory == null ? EntityMemory.of(about.kind(), about.name()) : memory).with(alert, halfLife));
        Instant seen = alert.windowEnd().isBefore(alert.time()) ? alert.time() : alert.windowEnd();
        long window = WINDOW.toMillis();
        long end = Math.floorDiv(seen.toEpochMilli(), window) * window + window;
        while (end <= context.timerService().currentWatermark()) {
            end += window;
        }
        Long set = timer.value();
        if (set == null || end < set) {
            context.timerService().registerEventTimeTimer(end);
            timer.update(end);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EntityRisk> out) throws Exception {
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
        context.timerService().registerEventTimeTimer(next);
        timer.update(next);
    }
}
