package io.throughline.core.store;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts, the newest first. */
public interface AlertStore {
    /**
     * @param size 1 to 200
     * @throws InvalidQueryException a cursor that cannot be read
     */
    Page<Alert> find(AlertFilter filter, TimeRange range, int size, @Nullable String cursor);

    /** @param rule only this rule's; null for all */
    default Page<Alert> find(@Nullable String rule, TimeRange range, int size, @Nullable String cursor) {
        return find(AlertFilter.ofRule(rule), range, size, cursor);
    }

    Optional<Alert> get(String id);

    int MAX_RISKS = 1_000;

    /** What was written of one entity's risk in the range, by time; at most {@link #MAX_RISKS}, the latest kept. */
    List<EntityRisk> risk(String kind, String name, TimeRange range);

    /**
     * What was written last of every entity's risk in the range, the latest first; at most {@link #MAX_RISKS}.
     *
     * @param kind only this kind's; null for all
     */
    List<EntityRisk> risks(@Nullable String kind, TimeRange range);
}
