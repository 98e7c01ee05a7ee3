package io.throughline.stream.score;

import io.throughline.core.model.Alert;
import io.throughline.core.score.Exposure;
import io.throughline.core.score.RiskScore;
import io.throughline.core.score.RuleTable;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Scores all alerts, in event time: what comes waits until the watermark has passed it, and is then taken in order of time and id. All of it is
 * one key: alerts are few, and what is known of the fleet is small.
 */
final class ScoreFunction extends KeyedProcessFunction<String, ScoreInput, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<ScoreInput> IN_ORDER =
            Comparator.comparing(ScoreInput::time).thenComparing(ScoreInput::id);

    private final ScoreConfig config;
    private transient RiskScore score;
    private transient MapState<Long, List<ScoreInput>> waiting;
    private transient ValueState<ScoreMemory> remembered;
    private transient Counter lateInputs;
    private transient Counter suppressed;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    ScoreFunction(ScoreConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        score = new RiskScore(RuleTable.builtIn(), config.sensitivity(), config.suppressions());
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(RecordTypeInfo.of(ScoreInput.class))));
        remembered = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("remembered", RecordTypeInfo.of(ScoreMemory.class)));
        lateInputs = getRuntimeContext().getMetricGroup().counter("lateScoreInputs");
        suppressed = getRuntimeContext().getMetricGroup().counter("alertsSuppressed");
    }

    @Override
    public void processElement(ScoreInput input, Context context, Collector<Alert> out) throws Exception {
        long due = input.time().toEpochMilli();
        long watermark = context.timerService().currentWatermark();
        if (due <= watermark) {
            lateInputs.inc();
            due = watermark + 1;
        }
        List<ScoreInput> together = waiting.get(due);
        if (together == null) {
            together = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(due);
        }
        together.add(input);
        waiting.put(due, together);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        List<ScoreInput> together = waiting.get(timestamp);
        if (together == null) {
            return;
        }
        waiting.remove(timestamp);
        together.sort(IN_ORDER);
        ScoreMemory memory = Objects.requireNonNullElseGet(remembered.value(), ScoreMemory::empty);
        Exposure exposure = new Exposure(config.gateways(), memory.exposure());
        for (ScoreInput input : together) {
            if (input.edge() != null) {
                exposure.called(input.edge().caller(), input.edge().callee(), input.time());
            } else if (input.traits() != null) {
                exposure.told(input.asset(), input.traits());
            } else if (input.alert() != null) {
                Alert scored = score.score(input.alert(), exposure);
                if (scored.risk() != null && scored.risk().suppressed() != null) {
                    suppressed.inc();
                }
                out.collect(scored);
            }
        }
        remembered.update(memory);
    }
}
