package io.throughline.ingest.containers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes texts from what an engine answers, bounded: labels are written by whoever starts a container. */
final class Texts {
    private static final int MAX_CHARS = 512;
    private static final int MAX_ITEMS = 64;

    private Texts() {}

    /** Null for an absent or empty one. */
    static @Nullable String text(JsonNode node) {
        String text = node.asText();
        return node.isMissingNode() || node.isNull() || text.isEmpty() ? null : cut(text);
    }

    /** Null for anything but true and false. */
    static @Nullable Boolean flag(JsonNode node) {
        return node.isBoolean() ? node.booleanValue() : null;
    }

    static List<String> list(JsonNode node) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : node) {
            if (items.size() < MAX_ITEMS) {
                items.add(cut(item.asText()));
            }
        }
        return items;
    }

    static Map<String, String> labels(JsonNode node) {
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, JsonNode> label : node.properties()) {
            if (labels.size() < MAX_ITEMS) {
                labels.put(cut(label.getKey()), cut(label.getValue().asText()));
            }
        }
        return labels;
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
    }
}
