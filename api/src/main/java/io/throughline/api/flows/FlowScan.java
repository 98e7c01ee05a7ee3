package io.throughline.api.flows;

import io.throughline.core.flow.FlowStructure;
import io.throughline.core.flow.Propagation;
import io.throughline.core.model.Flow;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at flows one by one, the newest first, for what no store can be asked. A flow may have thousands of hops, so they are
 * read in small pages of which none is kept, and no more than {@link #MAX_FLOWS} for one answer.
 */
final class FlowScan {
    static final int MAX_FLOWS = 2_000;

    private static final int PAGE = 100;

    private final FlowStore flows;
    private final FlowStore.Filter filter;
    private final TimeRange range;

    /**
     * @param filter what the store leaves out
     */
    FlowScan(FlowStore flows, FlowStore.Filter filter, TimeRange range) {
        this.flows = flows;
        this.filter = filter;
        this.range = range;
    }

    /**
     * The flows that match, up to {@code size} of them.
     *
     * @param cursor where an answer before left off
     */
    FlowsAnswer search(FlowStructure where, int size, @Nullable String cursor) {
        List<FlowSummary> found = new ArrayList<>();
        int looked = 0;
        String at = cursor;
        while (looked < MAX_FLOWS) {
            Page<Flow> page = flows.find(filter, range, PAGE, at);
            for (int i = 0; i < page.items().size(); i++) {
                Flow flow = page.items().get(i);
                looked++;
                if (where.matches(flow)) {
                    found.add(FlowSummary.of(flow));
                }
                if (found.size() == size) {
                    return answer(found, looked, false, cursor, after(page, i, at));
                }
            }
            at = page.cursor();
            if (at == null) {
                return answer(found, looked, false, cursor, null);
            }
        }
        return answer(found, looked, true, cursor, at);
    }

    /** The cursor behind one item of a page: that of a page that ends with it. */
    private @Nullable String after(Page<Flow> page, int item, @Nullable String cursorOfPage) {
        boolean isLast = item == page.items().size() - 1;
        return isLast
                ? page.cursor()
                : flows.find(filter, range, item + 1, cursorOfPage).cursor();
    }

    /** How many match in all is known only to who has looked at all. */
    private static FlowsAnswer answer(
            List<FlowSummary> found, int looked, boolean limitReached, @Nullable String first, @Nullable String next) {
        return new FlowsAnswer(found, found.size(), first == null && next == null, next, looked, limitReached);
    }

    /** Which services lose the context, seen in the newest flows of the range. */
    PropagationAnswer propagation() {
        Propagation propagation = new Propagation();
        int looked = 0;
        String at = null;
        do {
            Page<Flow> page = flows.find(filter, range, PAGE, at);
            page.items().forEach(propagation::add);
            looked += page.items().size();
            at = page.cursor();
        } while (at != null && looked < MAX_FLOWS);
        return PropagationAnswer.of(propagation, looked, at != null);
    }
}
