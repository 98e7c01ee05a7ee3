package io.throughline.api.alerts;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Risk;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as JSON has it.
 *
 * @param risk null for one that was not scored, and then the following are null or empty
 */
record AlertAnswer(
        String id,
        String rule,
        int ruleVersion,
        String severity,
        String title,
        String time,
        String windowStart,
        String windowEnd,
        SortedMap<String, String> entity,
        String expected,
        String seen,
        List<String> technique,
        List<Evidence> evidence,
        long count,
        List<String> tags,
        @Nullable Integer risk,
        List<Risk.Factor> riskFactors,
        @Nullable String group,
        @Nullable Integer groupSize,
        List<Risk.Related> related,
        @Nullable String suppressed) {
    static AlertAnswer of(Alert alert) {
        Risk risk = alert.risk();
        return new AlertAnswer(
                alert.id(),
                alert.rule(),
                alert.ruleVersion(),
                alert.severity().name().toLowerCase(Locale.ROOT),
                alert.title(),
                alert.time().toString(),
                alert.windowStart().toString(),
                alert.windowEnd().toString(),
                new TreeMap<>(alert.entity()),
                alert.expected(),
                alert.seen(),
                alert.technique(),
                alert.evidence(),
                alert.count(),
                alert.tags(),
                risk == null ? null : risk.score(),
                risk == null ? List.of() : risk.factors(),
                risk == null ? null : risk.group(),
                risk == null ? null : risk.groupSize(),
                risk == null ? List.of() : risk.related(),
                risk == null ? null : risk.suppressed());
    }
}
