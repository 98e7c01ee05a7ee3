package io.throughline.core.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an alert shares with others of its cause: a flow, who did it, the container or image, the edge between two services. A service alone is
 * no cause, for all of a busy service's troubles would be one; only of alerts that say it is broken it is one.
 */
final class CauseKeys {
    private static final String HEALTH = "health";

    private CauseKeys() {}

    static Set<String> of(Alert alert, String family) {
        Set<String> keys = new TreeSet<>();
        for (Evidence evidence : alert.evidence()) {
            if (evidence.flow() != null) {
                keys.add("flow\0" + evidence.flow());
            }
        }
        Map<String, String> entity = alert.entity();
        for (String actor : List.of("client", "user.id", "user.name", "source.ip")) {
            add(keys, "actor", entity.get(actor));
        }
        for (String thing : List.of("container.id", "container.image.hash.all")) {
            add(keys, thing, entity.get(thing));
        }
        if (entity.get("container.id") == null && entity.get("container.name") != null) {
            add(keys, "container.name", entity.getOrDefault("host.name", "") + '\0' + entity.get("container.name"));
        }
        String service = entity.get("service.name");
        String peer = entity.get("peer");
        if (service != null && peer != null) {
            keys.add("edge\0" + service + '\0' + peer);
        }
        if (family.equals(HEALTH)) {
            add(keys, "broken", service);
            add(keys, "broken", peer);
        }
        return keys;
    }

    private static void add(Set<String> keys, String kind, @Nullable String value) {
        if (value != null && !value.isBlank() && !value.startsWith("an unknown")) {
            keys.add(kind + '\0' + value);
        }
    }
}
