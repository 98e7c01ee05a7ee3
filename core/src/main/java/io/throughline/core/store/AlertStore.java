package io.throughline.core.store;

import io.throughline.core.model.Alert;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts, the newest first. */
public interface AlertStore {
    /**
     * @param rule only this rule's; null for all
     * @param size 1 to 200
     * @throws InvalidQueryException a cursor that cannot be read
     */
    Page<Alert> find(@Nullable String rule, TimeRange range, int size, @Nullable String cursor);

    Optional<Alert> get(String id);
}
