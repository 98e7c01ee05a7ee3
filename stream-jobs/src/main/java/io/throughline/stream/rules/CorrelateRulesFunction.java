package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.report.CorrelationFindings;
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

    private record Given(CompiledRules rules, CorrelationFindings findings) implements GroupStage.Rules {
        @Override
        public GroupStage.@Nullable Found find(String name, Instant time) {
            CompiledRules.Correlation correlation = rules.find(name);
            return correlation == null ? null : new GroupStage.Found(rules, correlation, findings);
        }

        @Override
        public long offset() {
            return MatchRulesFunction.NO_OFFSET;
        }
    }

    @Override
    public void open(OpenContext context) {
        CompiledRules compiled = CompiledRules.of(given);
        rules = new Given(compiled, new CorrelationFindings(compiled.collection()));
        stage = new GroupStage(level, maxWaiting, getRuntimeContext());
    }

    @Override
    public void processElement(RuleMatch match, Context context, Collector<Finding> out) throws Exception {
        if (match.level() > level) {
            context.output(MatchRulesFunction.MATCHES, match);
        } else {
            stage.take(match, context.timerService());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Finding> out) throws Exception {
        stage.onTimer(timestamp, context.timerService(), rules, new GroupStage.Out() {
            @Override
            public void found(Finding finding) {
                out.collect(finding);
            }

            @Override
            public void matched(RuleMatch match) {
                context.output(MatchRulesFunction.MATCHES, match);
            }
        });
    }
}
