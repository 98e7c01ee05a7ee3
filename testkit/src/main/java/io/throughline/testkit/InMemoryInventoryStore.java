package io.throughline.testkit;

import io.throughline.core.model.ContainerVersion;
import io.throughline.core.store.ContainerFilter;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.InventoryStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Containers in memory, for tests of whoever asks a store. */
public final class InMemoryInventoryStore implements InventoryStore {
    private static final Comparator<ContainerVersion> BY_PLACE = Comparator.comparing(ContainerVersion::host)
            .thenComparing(version -> String.valueOf(version.name()))
            .thenComparing(ContainerVersion::key);

    private final Map<List<Object>, ContainerVersion> versions = new ConcurrentHashMap<>();

    /** Keeps the version unless one that was seen later is kept already. */
    public void add(ContainerVersion version) {
        versions.merge(
                List.of(version.key(), version.from()),
                version,
                (before, now) -> now.seen().isBefore(before.seen()) ? before : now);
    }

    public void clear() {
        versions.clear();
    }

    @Override
    public List<ContainerVersion> containers(Instant at, ContainerFilter filter, int size) {
        checkSize(size);
        Map<String, ContainerVersion> last = new HashMap<>();
        for (ContainerVersion version : versions.values()) {
            boolean isThen = !version.from().isAfter(at) && version.from().isAfter(at.minus(TOLD_WITHIN));
            if (isThen) {
                last.merge(version.key(), version, (a, b) -> a.from().isAfter(b.from()) ? a : b);
            }
        }
        return last.values().stream()
                .filter(version -> version.ended() == null || version.ended().isAfter(at))
                .filter(filter::passes)
                .sorted(BY_PLACE)
                .limit(size + 1L)
                .toList();
    }

    @Override
    public List<ContainerVersion> history(String key, int size) {
        checkSize(size);
        return versions.values().stream()
                .filter(version -> version.key().equals(key))
                .sorted(Comparator.comparing(ContainerVersion::from).reversed())
                .limit(size + 1L)
                .toList();
    }

    private static void checkSize(int size) {
        if (size < 1 || size > 1_000) {
            throw new InvalidQueryException("There are 1 to 1000 containers in an answer, not " + size + ".");
        }
    }
}
