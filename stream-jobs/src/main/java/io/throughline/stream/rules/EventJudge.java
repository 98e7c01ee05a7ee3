package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.report.MatchFindings;
import io.throughline.core.rule.report.SeenRecord;
import java.util.function.Consumer;

/** Judges each event by all rules of a moment at once. Not for two threads at once. */
final class EventJudge {
    private final CompiledRules rules;
    private final RuleMatcher matcher;
    private final MatchFindings findings = new MatchFindings();

    EventJudge(CompiledRules rules) {
        this.rules = rules;
        this.matcher = RuleSet.of(rules.collection().detections()).matcher();
    }

    /** How many rules match. */
    int match(LogEvent event) {
        return matcher.match(event);
    }

    /**
     * Tells what the event that was just matched means: matches that are to be told, and those that correlations wait for.
     *
     * @param offset of the latest change of the rules that is known here, see {@link RuleMatch}
     */
    void tell(LogEvent event, int matches, long offset, Consumer<Finding> found, Consumer<RuleMatch> further) {
        for (int i = 0; i < matches; i++) {
            int rule = matcher.match(i);
            if (rules.correlator().isReported(rule)) {
                found.accept(findings.of(
                        event, rules.collection().detections().get(rule).head(), matcher.fieldsOf(i)));
            }
        }
        rules.correlator()
                .route(
                        event,
                        matcher,
                        matches,
                        routed -> further.accept(RuleMatch.of(
                                rules.correlation(routed.correlation()), routed, SeenRecord.nameOf(event), offset)));
    }

    /** Rules and correlations. */
    int rules() {
        return rules.collection().detections().size()
                + rules.collection().correlations().size();
    }
}
