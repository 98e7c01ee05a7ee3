package io.throughline.core.store;

import io.throughline.core.model.Flow;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Flows as last written. */
public interface FlowStore {
    /**
     * Flows that started in the range, the newest first.
     *
     * @param size 1 to 200
     * @throws InvalidQueryException a cursor that cannot be read
     */
    Page<Flow> find(Filter filter, TimeRange range, int size, @Nullable String cursor);

    Optional<Flow> get(String id);

    /** What a flow must have; null for no condition. */
    record Filter(
            @Nullable String service,
            @Nullable Boolean failed,
            @Nullable Long minDurationMicros) {
        public static final Filter ALL = new Filter(null, null, null);
    }
}
