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
                .filter(alert -> fits(alert, filter))
                .filter(alert ->
                        !alert.time().isBefore(range.from()) && alert.time().isBefore(range.to()))
                .toList();
        return Cursors.page(matching, alert -> new Cursors.Position(alert.time(), alert.id()), false, size, cursor);
    }

    @Override
    public Optional<Alert> get(String id) {
        return Optional.ofNullable(alerts.get(id));
    }

    private static boolean fits(Alert alert, AlertFilter filter) {
        Risk risk = alert.risk();
        return (filter.rule() == null || filter.rule().equals(alert.rule()))
                && (filter.group() == null || (risk != null && filter.group().equals(risk.group())))
                && (!filter.firsts() || risk == null || risk.group().equals(alert.id()))
                && (filter.minRisk() == 0 || (risk != null && risk.score() >= filter.minRisk()))
                && (filter.suppressed() || risk == null || risk.suppressed() == null);
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
