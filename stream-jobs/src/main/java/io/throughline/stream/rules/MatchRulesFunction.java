package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Judges each event by the rules that the job was started with. Matches that are to be told are findings; those that correlations wait for
 * go on to their stages, see {@link #MATCHES}.
 */
public final class MatchRulesFunction extends ProcessFunction<LogEvent, Finding> {
    /** For correlations of any level: each stage takes its own, and hands the others on. */
    static final OutputTag<RuleMatch> MATCHES = new OutputTag<>("matches", RecordTypeInfo.of(RuleMatch.class));

    /** Of a job that was started with rules alone, which nothing changes. */
    static final long NO_OFFSET = -1;

    private static final long serialVersionUID = 1L;

    private final GivenRules given;
    private transient EventJudge judge;
    private transient Counter matched;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public MatchRulesFunction(GivenRules given) {
        this.given = given;
    }

    @Override
    public void open(OpenContext context) {
        CompiledRules rules = CompiledRules.of(given);
        judge = new EventJudge(rules);
        int refused = given.unread() + rules.collection().problems().size();
        int taken = judge.rules();
        getRuntimeContext().getMetricGroup().gauge("rules", () -> taken);
        getRuntimeContext().getMetricGroup().gauge("rulesRefused", () -> refused);
        matched = getRuntimeContext().getMetricGroup().counter("ruleMatches");
    }

    @Override
    public void processElement(LogEvent event, Context context, Collector<Finding> out) {
        int matches = judge.match(event);
        if (matches > 0) {
            matched.inc(matches);
            judge.tell(event, matches, NO_OFFSET, out::collect, match -> context.output(MATCHES, match));
        }
    }
}
