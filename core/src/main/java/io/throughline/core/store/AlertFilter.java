package io.throughline.core.store;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.model.Risk;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for, and in which order.
 *
 * @param rule only this rule's; null for all
 * @param group only those of the cause that this alert is the first of; null for all
 * @param firsts only the first of each cause
 * @param minRisk only those of at least this risk; 0 for all, also those that are not scored
 * @param suppressed also those of which nobody is to be told
 * @param minSeverity only those at least as severe
 * @param service only those that are about this service, at either end of a call; null for all
 * @param byRisk the most at risk first and those that are not scored last, of equal risk the newest first; false: the newest first
 */
public record AlertFilter(
        @Nullable String rule,
        @Nullable String group,
        boolean firsts,
        int minRisk,
        boolean suppressed,
        Severity minSeverity,
        @Nullable String service,
        boolean byRisk) {
    /** Everything. */
    public static final AlertFilter ALL = new AlertFilter(null, null, false, 0, true, Severity.LOW, null, false);

    /** Where an alert names a service. */
    public static final List<String> SERVICE_FIELDS = List.of("service.name", "peer", "caller", "callee");

    public static AlertFilter ofRule(@Nullable String rule) {
        return new AlertFilter(rule, null, false, 0, true, Severity.LOW, null, false);
    }

    /** The severities that pass, the least first. */
    public List<Severity> severities() {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.compareTo(minSeverity) >= 0)
                .toList();
    }

    public boolean passes(Alert alert) {
        Risk risk = alert.risk();
        return (rule == null || rule.equals(alert.rule()))
                && (group == null || (risk != null && group.equals(risk.group())))
                && (!firsts || risk == null || risk.group().equals(alert.id()))
                && (minRisk == 0 || (risk != null && risk.score() >= minRisk))
                && (suppressed || risk == null || risk.suppressed() == null)
                && severities().contains(alert.severity())
                && (service == null
                        || SERVICE_FIELDS.stream()
                                .anyMatch(field -> service.equals(alert.entity().get(field))));
    }
}
