package io.throughline.api.alerts;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** An alert as JSON has it. */
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
        long count) {
    static AlertAnswer of(Alert alert) {
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
                alert.count());
    }
}
