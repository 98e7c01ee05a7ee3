package io.throughline.testkit;

import io.throughline.core.model.Flow;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Flows in memory, for tests of whoever asks a store. */
public final class InMemoryFlowStore implements FlowStore {
    private final Map<String, Flow> flows = new ConcurrentHashMap<>();

    /** Keeps the flow unless a later state of it is kept already: more lines, or as many and closed. */
    public void add(Flow flow) {
        flows.merge(flow.id(), flow, (before, now) -> version(now) >= version(before) ? now : before);
    }

    public void clear() {
        flows.clear();
    }

    @Override
    public Page<Flow> find(Filter filter, TimeRange range, int size, @Nullable String cursor) {
        if (size < 1 || size > 200) {
            throw new InvalidQueryException("A page has 1 to 200 items, not " + size + ".");
        }
        List<Flow> matching = flows.values().stream()
                .filter(flow -> matches(flow, filter, range))
                .toList();
        return Cursors.page(matching, flow -> new Cursors.Position(flow.start(), flow.id()), false, size, cursor);
    }

    @Override
    public Optional<Flow> get(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    private static boolean matches(Flow flow, Filter filter, TimeRange range) {
        return !flow.start().isBefore(range.from())
                && flow.start().isBefore(range.to())
                && flow.services().containsAll(filter.services())
                && (filter.failed() == null || flow.failed() == filter.failed())
                && (filter.minDurationMicros() == null
                        || flow.duration().toNanos() / 1_000 >= filter.minDurationMicros());
    }

    private static long version(Flow flow) {
        return 2L * flow.lines() + (flow.closed() ? 1 : 0);
    }
}
