package io.throughline.stream.score;

import io.throughline.core.model.Alert;
import io.throughline.core.score.AlertGroups;
import io.throughline.core.score.Exposure;
import io.throughline.core.score.RiskScore;
import io.throughline.core.score.RuleTable;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
 * Scores all alerts, in event time: what comes waits until the watermark has passed when it was known, and is then taken in order of time and id. All of it is
 * one key: alerts are few, and what is known of the fleet is small.
 */
final class ScoreFunction extends KeyedProcessFunction<String, ScoreInput, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<ScoreInput> IN_ORDER =
            Comparator.comparing(ScoreInput::time).thenComparing(ScoreInput::id);

    /** What is over is looked for when something is, and no more often: a first record that claims to be of long ago must not make all minutes since then pass. */
    private static final Duration OFTEN = Duration.ofMinutes(1);

    private final ScoreConfig config;
    private transient RiskScore score;
    private transient MapState<Long, List<ScoreInput>> waiting;
    private transient ValueState<ScoreMemory> remembered;
    private transient Counter lateInputs;
    private transient Counter suppressed;
    private transient Counter leftAlone;

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
        leftAlone = getRuntimeContext().getMetricGroup().counter("alertsLeftAlone");
    }

    @Override
    public void processElement(ScoreInput input, Context context, Collector<Alert> out) throws Exception {
        // When it was known, where that is later: what comes before it must not depend on how far the watermark leaps.
        Long known = context.timestamp();
        long time = input.time().toEpochMilli();
        long due = known == null ? time : Math.max(known, time);
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
        ScoreMemory before = remembered.value();
        List<ScoreInput> together = waiting.get(timestamp);
        if (together == null && before == null) {
            return;
        }
        ScoreMemory memory = before == null ? ScoreMemory.empty() : before;
        Instant now = Instant.ofEpochMilli(timestamp);
        Exposure exposure = new Exposure(config.gateways(), memory.exposure());
        AlertGroups groups = new AlertGroups(config.groupGap(), RuleTable.builtIn(), memory.groups());
        if (together != null) {
            waiting.remove(timestamp);
            together.sort(IN_ORDER);
            together.forEach(input -> take(input, exposure, groups, out));
            leftAlone.inc(groups.leftAlone());
        }
        Instant look = memory.look();
        if (look == null || !look.isAfter(now)) {
            groups.forget(now);
            exposure.forget(now);
            Instant soonest = now.plus(OFTEN);
            look = Stream.concat(groups.nextForgotten().stream(), exposure.nextForgotten().stream())
                    .min(Comparator.naturalOrder())
                    .map(over -> over.isAfter(soonest) ? over : soonest)
                    .orElse(soonest);
            context.timerService().registerEventTimeTimer(look.toEpochMilli());
        }
        if (memory.isEmpty()) {
            remembered.clear();
        } else {
            remembered.update(memory.lookedAt(look));
        }
    }

    private void take(ScoreInput input, Exposure exposure, AlertGroups groups, Collector<Alert> out) {
        if (input.edge() != null) {
            exposure.called(input.edge().caller(), input.edge().callee(), input.time());
        } else if (input.traits() != null) {
            exposure.told(input.asset(), input.traits());
        } else if (input.alert() != null) {
            Alert scored = score.score(input.alert(), exposure);
            if (scored.risk() != null && scored.risk().suppressed() != null) {
                suppressed.inc();
            }
            groups.add(scored).forEach(out::collect);
        }
    }
}
