package io.throughline.api.inventory;

import io.throughline.core.model.ContainerVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What one container was, and when, as JSON has it: the latest first, each state once.
 *
 * @param complete false: there is more that is older
 */
record ContainerHistoryAnswer(String key, List<ContainersAnswer.Item> items, boolean complete) {
    /** @param found the latest first; a state is there once for each day that it lasted, of which the last tells most */
    static ContainerHistoryAnswer of(String key, List<ContainerVersion> found, int max) {
        List<ContainersAnswer.Item> items = new ArrayList<>();
        Instant since = null;
        for (ContainerVersion version : found.subList(0, Math.min(max, found.size()))) {
            if (!version.since().equals(since)) {
                items.add(ContainersAnswer.Item.of(version));
            }
            since = version.since();
        }
        return new ContainerHistoryAnswer(key, items, found.size() <= max);
    }
}
