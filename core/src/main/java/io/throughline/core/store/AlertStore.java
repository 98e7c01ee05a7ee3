package io.throughline.core.store;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Alerts, and what they add up to. */
public interface AlertStore {
    /**
     * Those that pass, in the filter's order.
     *
     * @param size 1 to 200
     * @throws InvalidQueryException a cursor that cannot be read, or one of another order
     */
    Page<Alert> find(AlertFilter filter, TimeRange range, int size, @Nullable String cursor);

    /** @param rule only this rule's; null for all */
    default Page<Alert> find(@Nullable String rule, TimeRange range, int size, @Nullable String cursor) {
        return find(AlertFilter.ofRule(rule), range, size, cursor);
    }

    Optional<Alert> get(String id);

    int MAX_RULES = 1_000;

    /**
     * How many alerts a rule raised.
     *
     * @param ruleVersion the highest among them
     * @param suppressed of these, those of which nobody is to be told
     * @param last when the latest was seen
     */
    record RuleCount(String rule, int ruleVersion, long alerts, long suppressed, Instant last) {}

    /** Counts of the range, that of the rule with the most first; at most {@link #MAX_RULES}. */
    List<RuleCount> countByRule(TimeRange range);

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
