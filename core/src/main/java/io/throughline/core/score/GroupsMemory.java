package io.throughline.core.score;

import io.throughline.core.model.Alert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link AlertGroups} remembers: at most {@link AlertGroups#MAX_OPEN} alerts.
 *
 * @param alerts that others may still join, by id, as they were written last
 * @param members the ids of each group's alerts, by the group
 * @param byKey ids of alerts by what they have, the latest {@link AlertGroups#MAX_OF_KEY}
 */
public record GroupsMemory(
        Map<String, Alert> alerts, Map<String, List<String>> members, Map<String, List<String>> byKey) {
    public static GroupsMemory empty() {
        return new GroupsMemory(new HashMap<>(), new HashMap<>(), new HashMap<>());
    }
}
