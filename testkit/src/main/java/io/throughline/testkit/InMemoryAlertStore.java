package io.throughline.testkit;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Risk;
import io.throughline.core.store.AlertFilter;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alerts in memory, for tests of whoever asks a store. */
public final class InMemoryAlertStore implements AlertStore {
    private final Map<String, Alert> alerts = new ConcurrentHashMap<>();
    private final Map<List<Object>, EntityRisk> risks = new ConcurrentHashMap<>();

    /** Keeps the alert unless a later revision is kept already. */
    public void add(Alert alert) {
        alerts.merge(alert.id(), alert, (before, now) -> now.revision() >= before.revision() ? now : before);
    }

    public void clear() {
        alerts.clear();
        risks.clear();
    }

    @Override
    public Page<Alert> find(AlertFilter filter, TimeRange range, int size, @Nullable String cursor) {
        if (size < 1 || size > 200) {
            throw new InvalidQueryException("A page has 1 to 200 items, not " + size + ".");
        }
        List<Alert> matching = alerts.values().stream()
                .filter(filter::passes)
                .filter(alert ->
                        !alert.time().isBefore(range.from()) && alert.time().isBefore(range.to()))
                .toList();
        return Cursors.page(
                matching,
                alert -> new Cursors.Position(filter.byRisk() ? score(alert) : 0, alert.time(), alert.id()),
                false,
                size,
                cursor);
    }

    @Override
    public Optional<Alert> get(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    /** Below all that are scored where it is not. */
    private static int score(Alert alert) {
        return alert.risk() == null ? -1 : alert.risk().score();
    }

    @Override
    public List<RuleCount> countByRule(TimeRange range) {
        Map<String, RuleCount> counts = new HashMap<>();
        for (Alert alert : alerts.values()) {
            if (!alert.time().isBefore(range.from()) && alert.time().isBefore(range.to())) {
                Risk risk = alert.risk();
                RuleCount one = new RuleCount(
                        alert.rule(),
                        alert.ruleVersion(),
                        1,
                        risk == null || risk.suppressed() == null ? 0 : 1,
                        alert.time());
                counts.merge(alert.rule(), one, InMemoryAlertStore::both);
            }
        }
        return counts.values().stream()
                .sorted(Comparator.comparingLong(RuleCount::alerts).reversed().thenComparing(RuleCount::rule))
                .limit(MAX_RULES)
                .toList();
    }

    private static RuleCount both(RuleCount one, RuleCount other) {
        return new RuleCount(
                one.rule(),
                Math.max(one.ruleVersion(), other.ruleVersion()),
                one.alerts() + other.alerts(),
                one.suppressed() + other.suppressed(),
                one.last().isAfter(other.last()) ? one.last() : other.last());
    }

    /** Keeps the risk unless one of more alerts is kept already. */
    public void add(EntityRisk risk) {
        risks.merge(
                List.of(risk.kind(), risk.name(), risk.time()),
                risk,
                (before, now) -> now.alerts() >= before.alerts() ? now : before);
    }

    @Override
    public List<EntityRisk> risk(String kind, String name, TimeRange range) {
        List<EntityRisk> all = within(range)
                .filter(risk -> risk.kind().equals(kind) && risk.name().equals(name))
                .sorted(Comparator.comparing(EntityRisk::time))
                .toList();
        return all.subList(Math.max(0, all.size() - MAX_RISKS), all.size());
    }

    @Override
    public List<EntityRisk> risks(@Nullable String kind, TimeRange range) {
        Map<List<String>, EntityRisk> last = new HashMap<>();
        within(range)
                .filter(risk -> kind == null || kind.equals(risk.kind()))
                .forEach(risk -> last.merge(
                        List.of(risk.kind(), risk.name()),
                        risk,
                        (a, b) -> a.time().isAfter(b.time()) ? a : b));
        return last.values().stream()
                .sorted(Comparator.comparing(EntityRisk::time)
                        .reversed()
                        .thenComparing(EntityRisk::kind)
                        .thenComparing(EntityRisk::name))
                .limit(MAX_RISKS)
                .toList();
    }

    private Stream<EntityRisk> within(TimeRange range) {
        return risks.values().stream()
                .filter(risk ->
                        !risk.time().isBefore(range.from()) && risk.time().isBefore(range.to()));
    }
}
