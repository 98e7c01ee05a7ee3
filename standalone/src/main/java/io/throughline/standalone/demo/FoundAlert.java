package io.throughline.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert as the API tells of it, as far as the demo speaks of it.
 *
 * @param windowEnd when the behaviour was seen last, so far
 * @param entity what it is about
 * @param flows the flows among its evidence, each once, in order
 * @param lines pieces of evidence
 */
record FoundAlert(
        String id,
        String rule,
        String severity,
        String title,
        Instant time,
        Instant windowEnd,
        Map<String, String> entity,
        String expected,
        String seen,
        List<String> flows,
        int lines) {
    static FoundAlert of(JsonNode alert) {
        Map<String, String> entity = new LinkedHashMap<>();
        alert.path("entity")
                .properties()
                .forEach(e -> entity.put(e.getKey(), e.getValue().asText()));
        List<String> flows = new ArrayList<>();
        for (JsonNode evidence : alert.path("evidence")) {
            String flow = evidence.path("flow").asText("");
            if (!flow.isEmpty() && !flows.contains(flow)) {
                flows.add(flow);
            }
        }
        return new FoundAlert(
                alert.path("id").asText(),
                alert.path("rule").asText(),
                alert.path("severity").asText(),
                alert.path("title").asText(),
                Instant.parse(alert.path("time").asText()),
                Instant.parse(alert.path("windowEnd").asText()),
                entity,
                alert.path("expected").asText(),
                alert.path("seen").asText(),
                flows,
                alert.path("evidence").size());
    }

    /** Whether it names all of these among what it is about. */
    boolean isAbout(List<String> names) {
        return names.stream().allMatch(name -> entity.values().stream().anyMatch(value -> value.contains(name)));
    }
}
