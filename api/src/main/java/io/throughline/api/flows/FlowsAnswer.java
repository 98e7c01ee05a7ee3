package io.throughline.api.flows;

import io.throughline.core.model.Flow;
import io.throughline.core.store.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the flows that were asked for.
 *
 * @param total how many there are; a lower bound where {@code totalIsExact} is false
 * @param cursor to be given back for the next page; null when this is the last
 * @param looked how many flows were compared with a question of structure; null where there was none
 * @param limitReached whether the search ended because it had looked at as many as it may; the cursor goes on from there
 */
record FlowsAnswer(
        List<FlowSummary> items,
        long total,
        boolean totalIsExact,
        @Nullable String cursor,
        @Nullable Integer looked,
        boolean limitReached) {
    static FlowsAnswer of(Page<Flow> page) {
        return new FlowsAnswer(
                page.items().stream().map(FlowSummary::of).toList(),
                page.total(),
                page.totalIsExact(),
                page.cursor(),
                null,
                false);
    }
}
