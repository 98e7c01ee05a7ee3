package io.throughline.core.store;

import io.throughline.core.model.Flow;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /**
     * What a flow must have; null for no condition.
     *
     * @param services it passes all of them; empty for no condition
     */
    record Filter(
            Set<String> services,
            @Nullable Boolean failed,
            @Nullable Long minDurationMicros) {
        public static final Filter ALL = new Filter(Set.of(), null, null);

        /** The services are kept sorted, so that the same filter asks the same question. */
        public Filter {
            services = Collections.unmodifiableSet(new TreeSet<>(services));
        }

        /** What passes both filters. Of two that exclude each other the first one's {@code failed} stays. */
        public Filter and(Filter other) {
            Set<String> both = new TreeSet<>(services);
            both.addAll(other.services);
            return new Filter(
                    both,
                    failed == null ? other.failed : failed,
                    minDurationMicros == null || other.minDurationMicros == null
                            ? minDurationMicros == null ? other.minDurationMicros : minDurationMicros
                            : Long.valueOf(Math.max(minDurationMicros, other.minDurationMicros)));
        }
    }
}
