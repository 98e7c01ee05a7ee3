package io.throughline.stream.detect;

import io.throughline.core.model.Finding;
import io.throughline.core.rule.live.CompiledRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Groups what rules found: findings of one rule, in one version, about one entity, in one window of time are one alert.
 */
public final class RuleDetector extends FindingDetector {
    private static final long serialVersionUID = 1L;

    public RuleDetector(Duration window) {
        super(window);
    }

    @Override
    public String rule() {
        return "rule";
    }

    @Override
    public String keyOf(Finding finding) {
        StringBuilder key = new StringBuilder(finding.rule());
        key.append('\0').append(finding.ruleVersion());
        new TreeMap<>(finding.entity())
                .forEach((name, value) ->
                        key.append('\0').append(name).append('\0').append(value));
        return key.append('\0').append(begin(finding)).toString();
    }

    /** Correlations over correlations are found some milliseconds after their time. */
    @Override
    public Instant knownAt(Finding finding) {
        return finding.time().plusMillis(CompiledRules.MAX_LEVELS + 1L);
    }

    @Override
    String alertId(Finding finding) {
        return AlertId.of("rule\0" + finding.rule(), finding.ruleVersion(), keyOf(finding), begin(finding));
    }

    @Override
    Words words(Finding finding, Group group) {
        String first = group.first();
        int title = first.indexOf(": ");
        Map<String, String> entity = new TreeMap<>(finding.entity());
        return new Words(
                (title < 0 ? first : first.substring(0, title))
                        + (entity.isEmpty() ? "" : ", " + String.join(", ", entity.values())),
                entity,
                "nothing that the rule matches",
                group.seen());
    }
}
