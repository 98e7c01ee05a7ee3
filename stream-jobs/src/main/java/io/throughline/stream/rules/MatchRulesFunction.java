package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.report.MatchFindings;
import io.throughline.core.rule.report.SeenRecord;
import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Judges each event by all rules at once. Matches that are to be told are findings; those that correlations wait for go on to their
 * stages, see {@link #matches}.
 */
public final class MatchRulesFunction extends ProcessFunction<LogEvent, Finding> {
    private static final long serialVersionUID = 1L;

    private final GivenRules given;
    private transient CompiledRules rules;
    private transient RuleMatcher matcher;
    private transient MatchFindings findings;
    private transient Counter matched;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public MatchRulesFunction(GivenRules given) {
        this.given = given;
    }

    /** For the correlations of one level. */
    static OutputTag<RuleMatch> matches(int level) {
        return new OutputTag<>("matches-" + level, RecordTypeInfo.of(RuleMatch.class));
    }

    @Override
    public void open(OpenContext context) {
        rules = CompiledRules.of(given);
        matcher = RuleSet.of(rules.collection().detections()).matcher();
        findings = new MatchFindings();
        int refused = given.unread() + rules.collection().problems().size();
        int taken = rules.collection().detections().size()
                + rules.collection().correlations().size();
        getRuntimeContext().getMetricGroup().gauge("rules", () -> taken);
        getRuntimeContext().getMetricGroup().gauge("rulesRefused", () -> refused);
        matched = getRuntimeContext().getMetricGroup().counter("ruleMatches");
    }

    @Override
    public void processElement(LogEvent event, Context context, Collector<Finding> out) {
        int matches = matcher.match(event);
        if (matches == 0) {
            return;
        }
        matched.inc(matches);
        for (int i = 0; i < matches; i++) {
            int rule = matcher.match(i);
            if (rules.correlator().isReported(rule)) {
                out.collect(findings.of(
                        event, rules.collection().detections().get(rule).head(), matcher.fieldsOf(i)));
            }
        }
        rules.correlator().route(event, matcher, matches, routed -> {
            RuleMatch match = RuleMatch.of(rules.correlation(routed.correlation()), routed, SeenRecord.nameOf(event));
            context.output(matches(match.level()), match);
        });
    }
}
