package io.throughline.core.store;

import io.throughline.core.model.ContainerVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Containers as they were at any time. */
public interface InventoryStore {
    /** A container that no record told of for so long is not taken for running; engines tell of each about once an hour. */
    Duration TOLD_WITHIN = Duration.ofDays(1);

    /**
     * The containers that ran at an instant, by host and name, each as it was then.
     *
     * @param size 1 to 1,000; one more is given where there are more
     */
    List<ContainerVersion> containers(Instant at, ContainerFilter filter, int size);

    /**
     * What is kept of one container, the latest first; a state that lasted for several days is there once for each.
     *
     * @param key {@link ContainerVersion#key}
     * @param size 1 to 1,000; one more is given where there are more
     */
    List<ContainerVersion> history(String key, int size);
}
