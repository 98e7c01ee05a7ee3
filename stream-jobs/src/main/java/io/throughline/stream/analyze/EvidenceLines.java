package io.throughline.stream.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Numbers the lines that evidence names by its offset, reading each file once. */
final class EvidenceLines {
    /** Opens the file that a source names. */
    interface Files {
        LineCounter open(String source) throws IOException;
    }

    private final Map<String, TreeMap<Long, Long>> lineOf = new HashMap<>();

    /** Takes note of the places of an alert's or a finding's evidence. */
    void saw(JsonNode found) {
        for (JsonNode evidence : found.path("evidence")) {
            lineOf.computeIfAbsent(evidence.path("file").textValue(), file -> new TreeMap<>())
                    .put(evidence.path("offset").longValue(), 0L);
        }
    }

    void count(Files files) throws IOException {
        for (Map.Entry<String, TreeMap<Long, Long>> file : lineOf.entrySet()) {
            try (LineCounter counter = files.open(file.getKey())) {
                for (Map.Entry<Long, Long> offset : file.getValue().entrySet()) {
                    offset.setValue(counter.lineAt(offset.getKey()));
                }
            }
        }
    }

    void number(ObjectNode found) {
        for (JsonNode evidence : found.path("evidence")) {
            TreeMap<Long, Long> lines =
                    lineOf.getOrDefault(evidence.path("file").textValue(), new TreeMap<>());
            ((ObjectNode) evidence)
                    .put("line", lines.get(evidence.path("offset").longValue()));
        }
    }
}
