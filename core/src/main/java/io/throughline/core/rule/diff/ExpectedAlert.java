package io.throughline.core.rule.diff;

import io.throughline.core.model.Alert;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * An alert as it would be: findings of one rule about one entity within one window of time.
 *
 * @param rule the rule's id, else its name, else its title
 * @param version as findings and alerts have it
 * @param window when the window begins
 * @param reason of the first finding
 * @param count of findings
 * @param events ids of the first finding's events, those that a person looks at
 */
public record ExpectedAlert(
        String rule,
        int version,
        Alert.Severity severity,
        Instant window,
        SortedMap<String, String> entity,
        String reason,
        long count,
        List<String> events) {
    ExpectedAlert again() {
        return new ExpectedAlert(rule, version, severity, window, entity, reason, count + 1, events);
    }
}
