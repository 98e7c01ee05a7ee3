package io.throughline.testkit;

import io.throughline.core.model.Alert;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Alerts in memory, for tests of whoever asks a store. */
public final class InMemoryAlertStore implements AlertStore {
    private final Map<String, Alert> alerts = new ConcurrentHashMap<>();

    /** Keeps the alert unless a later revision is kept already. */
    public void add(Alert alert) {
        alerts.merge(alert.id(), alert, (before, now) -> now.revision() >= before.revision() ? now : before);
    }

    public void clear() {
        alerts.clear();
    }

    @Override
    public Page<Alert> find(@Nullable String rule, TimeRange range, int size, @Nullable String cursor) {
        if (size < 1 || size > 200) {
            throw new InvalidQueryException("A page has 1 to 200 items, not " + size + ".");
        }
        List<Alert> matching = alerts.values().stream()
                .filter(alert -> rule == null || rule.equals(alert.rule()))
                .filter(alert ->
                        !alert.time().isBefore(range.from()) && alert.time().isBefore(range.to()))
                .toList();
        return Cursors.page(matching, alert -> new Cursors.Position(alert.time(), alert.id()), false, size, cursor);
    }

    @Override
    public Optional<Alert> get(String id) {
        return Optional.ofNullable(alerts.get(id));
    }
}
