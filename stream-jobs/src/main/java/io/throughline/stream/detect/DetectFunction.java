package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs a {@link Detector} in event time: observations wait until the watermark has passed them, then are judged in order of
 * time and id. A late one is judged at the next watermark. A key that was not seen for {@code forgetAfter} is forgotten.
 */
public final class DetectFunction<O, S> extends KeyedProcessFunction<String, O, Alert> {
    private static final long serialVersionUID = 1L;

    private final Detector<O, S> detector;
    private final TypeInformation<O> observationType;
    private final Duration forgetAfter;
    private transient MapState<Long, List<O>> waiting;
    private transient ValueState<S> learned;
    private transient ValueState<Long> lastSeen;
    private transient Counter lateObservations;
    private transient Counter forgottenEarly;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public DetectFunction(Detector<O, S> detector, TypeInformation<O> observationType, Duration forgetAfter) {
        this.detector = detector;
        this.observationType = observationType;
        this.forgetAfter = forgetAfter;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(observationType)));
        learned = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("learned", RecordTypeInfo.of(detector.stateType())));
        lastSeen = getRuntimeContext().getState(new ValueStateDescriptor<>("lastSeen", Types.LONG));
        lateObservations = getRuntimeContext().getMetricGroup().counter("lateObservations");
        forgottenEarly = getRuntimeContext().getMetricGroup().counter("forgottenEarly");
    }

    @Override
    public void processElement(O observation, Context context, Collector<Alert> out) throws Exception {
        long time = detector.knownAt(observation).toEpochMilli();
        long watermark = context.timerService().currentWatermark();
        if (time <= watermark) {
            lateObservations.inc();
            time = watermark + 1;
        }
        List<O> together = waiting.get(time);
        if (together == null) {
            together = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(time);
        }
        together.add(observation);
        waiting.put(time, together);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        List<O> together = waiting.get(timestamp);
        if (together != null) {
            waiting.remove(timestamp);
            together.sort(Comparator.<O>comparingLong(o -> detector.knownAt(o).toEpochMilli())
                    .thenComparing(detector::knownAt)
                    .thenComparing(detector::idOf));
            S state = learned.value();
            long before = state == null ? 0 : detector.forgotten(state);
            for (O observation : together) {
                state = detector.observe(state, observation, out::collect);
            }
            learned.update(state);
            forgottenEarly.inc(state == null ? 0 : detector.forgotten(state) - before);
            if (lastSeen.value() == null) {
                context.timerService().registerEventTimeTimer(timestamp + forgetAfter.toMillis());
            }
            lastSeen.update(timestamp);
        }
        Long last = lastSeen.value();
        if (last != null && timestamp >= last + forgetAfter.toMillis()) {
            learned.clear();
            lastSeen.clear();
        } else if (last != null && together == null) {
            context.timerService().registerEventTimeTimer(last + forgetAfter.toMillis());
        }
    }
}
