package io.throughline.stream.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Which containers wrote the events, as far as their origins tell, and from when to when. */
final class Inventory {
    /** Beyond these, containers are counted and not listed. */
    static final int MAX_CONTAINERS = 100_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> IDENTITY = List.of(
            EcsFields.SERVICE,
            EcsFields.HOST,
            EcsFields.CONTAINER_NAME,
            EcsFields.CONTAINER_ID,
            EcsFields.CONTAINER_IMAGE,
            EcsFields.NAMESPACE);

    private final TreeMap<String, Sighting> containers = new TreeMap<>();
    private long eventsBeyondLimit;

    private static final class Sighting {
        final ObjectNode container = JSON.createObjectNode();
        final String first;
        String last;
        long events;

        Sighting(JsonNode event) {
            first = event.path(EcsFields.TIMESTAMP).asText();
            last = first;
            for (String field : IDENTITY) {
                if (event.hasNonNull(field)) {
                    container.set(field, event.get(field));
                }
            }
        }
    }

    /** Takes events in the order of their times. */
    void saw(JsonNode event) {
        if (!event.hasNonNull(EcsFields.CONTAINER_NAME) && !event.hasNonNull(EcsFields.CONTAINER_ID)) {
            return;
        }
        StringBuilder key = new StringBuilder();
        for (String field : IDENTITY) {
            key.append(event.path(field).asText("")).append('\0');
        }
        Sighting sighting = containers.get(key.toString());
        if (sighting == null) {
            if (containers.size() >= MAX_CONTAINERS) {
                eventsBeyondLimit++;
                return;
            }
            sighting = new Sighting(event);
            containers.put(key.toString(), sighting);
        }
        sighting.last = event.path(EcsFields.TIMESTAMP).asText();
        sighting.events++;
    }

    /** By service, host and container. */
    List<ObjectNode> lines() {
        List<ObjectNode> lines = new ArrayList<>();
        for (Sighting sighting : containers.values()) {
            lines.add(sighting.container
                    .put("first_seen", sighting.first)
                    .put("last_seen", sighting.last)
                    .put("events", sighting.events));
        }
        return lines;
    }

    /** Events of containers that are not listed. */
    long eventsBeyondLimit() {
        return eventsBeyondLimit;
    }
}
