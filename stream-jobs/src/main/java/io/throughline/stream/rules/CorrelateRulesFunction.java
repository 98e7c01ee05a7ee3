package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Judges the correlations of one level by the rules that the job was started with, see {@link GroupStage}. */
public final class CorrelateRulesFunction extends KeyedProcessFunction<String, RuleMatch, Finding> {
    private static final long serialVersionUID = 1L;

    private final GivenRules given;
    private final int level;
    private final int maxWaiting;
    private transient GroupStage stage;
    private transient Given rules;

    public CorrelateRulesFunction(GivenRules given, int level) {
        this(given, level, GroupStage.MAX_WAITING);
    }

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    CorrelateRulesFunction(GivenRules given, int level, int maxWaiting) {
        this.given = given;
        this.level = level;
        this.maxWaiting = maxWaiting;
    }

    private record Given(GroupStage.Moment rules) implements GroupStage.Rules {
        @Override
        public GroupStage.@Nullable Found find(String name, Instant time) {
            return rules.find(name);
        }

        @Override
        public long offset() {
            return MatchRulesFunction.NO_OFFSET;
        }
    }

    @Override
    public void open(OpenContext context) {
        rules = new Given(GroupStage.Moment.of(CompiledRules.of(given)));
        stage = new GroupStage(level, maxWaiting, getRuntimeContext());
    }

    @Override
    public void processElement(RuleMatch match, Context context, Collector<Finding> out) throws Exception {
        stage.take(match, context.timerService(), later -> context.output(MatchRulesFunction.MATCHES, later));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Finding> out) throws Exception {
        stage.onTimer(
                timestamp,
                context.timerService(),
                rules,
                new GroupStage.Out(out::collect, match -> context.output(MatchRulesFunction.MATCHES, match)));
    }
}
