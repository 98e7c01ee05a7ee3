package io.throughline.api.alerts;

import io.throughline.core.model.EntityRisk;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Risks of entities as JSON has them.
 *
 * @param items of one entity all that was written, by time; else each entity's last, the most at risk first
 * @param complete false: there are more, which are older
 */
record RisksAnswer(String at, List<Item> items, boolean complete) {
    /** Which there are. */
    static final String KINDS = "service, container, image or client";

    /**
     * One.
     *
     * @param risk when it was written
     * @param riskAtEnd what is left of it at the range's end
     */
    record Item(
            String kind,
            String name,
            String time,
            double risk,
            double riskAtEnd,
            long halfLifeMs,
            long alerts,
            List<EntityRisk.Part> top) {
        static Item of(EntityRisk risk, Instant end) {
            return new Item(
                    risk.kind(),
                    risk.name(),
                    risk.time().toString(),
                    risk.risk(),
                    Math.round(risk.at(end) * 100) / 100.0,
                    risk.halfLife().toMillis(),
                    risk.alerts(),
                    risk.top());
        }
    }

    static RisksAnswer of(List<EntityRisk> found, boolean isRanked, TimeRange range) {
        List<Item> items = found.stream().map(risk -> Item.of(risk, range.to())).toList();
        if (isRanked) {
            items = items.stream()
                    .sorted(Comparator.comparingDouble(Item::riskAtEnd)
                            .reversed()
                            .thenComparing(Item::kind)
                            .thenComparing(Item::name))
                    .toList();
        }
        return new RisksAnswer(range.to().toString(), items, found.size() < AlertStore.MAX_RISKS);
    }
}
