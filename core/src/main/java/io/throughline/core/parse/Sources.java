package io.throughline.core.parse;

import io.throughline.core.model.Origin;
import io.throughline.core.source.PodName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what is the same for every record of a source or an origin, for those seen last. What it says depends on its
 * argument alone, never on what it remembers.
 */
final class Sources {
    private static final int MAX = 4096;

    private final Map<String, EventId> ids = new LastUsed<>();
    private final Map<Origin, String> services = new LastUsed<>();
    private final Map<Origin, Optional<String>> datasets = new LastUsed<>();

    private String lastSource = "";
    private @Nullable EventId lastIds;
    private @Nullable Origin lastOrigin;
    private String lastService = "";
    private @Nullable Origin lastServed;
    private @Nullable String lastDataset;

    /** Records of one source mostly come one after another. */
    EventId ids(String source) {
        EventId found = lastIds;
        if (found == null || !source.equals(lastSource)) {
            found = ids.computeIfAbsent(source, EventId::new);
            lastSource = source;
            lastIds = found;
        }
        return found;
    }

    /** The service as far as the origin tells it. */
    String service(Origin origin) {
        if (!origin.equals(lastOrigin)) {
            lastService = services.computeIfAbsent(origin, Sources::derive);
            lastOrigin = origin;
        }
        return lastService;
    }

    /** Null where the origin does not tell which web server writes there. */
    @Nullable
    String accessDataset(Origin origin) {
        if (!origin.equals(lastServed)) {
            lastDataset = datasets.computeIfAbsent(origin, any -> Optional.ofNullable(WebServer.dataset(any)))
                    .orElse(null);
            lastServed = origin;
        }
        return lastDataset;
    }

    private static String derive(Origin origin) {
        if (origin.service() != null) {
            return origin.service();
        }
        String container = origin.containerName();
        if (container == null) {
            return "unknown";
        }
        String workload = origin.namespace() == null ? PodName.deploymentOf(container) : PodName.workload(container);
        return workload == null ? container : workload;
    }

    /** In order of use, bounded. */
    private static final class LastUsed<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        LastUsed() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MAX;
        }
    }
}
