package io.throughline.core.rule.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.sample.SampleEvents;
import io.throughline.core.schema.EcsFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events out of documents, as stores keep them: flat with dotted names, labels below {@code labels}. What documents have beside the event is
 * left out, as rules see events. Not for two threads at once.
 */
public final class DocumentEvents {
    /** More of one document is left out: an event has far fewer. */
    private static final int MAX_FIELDS = 2_000;

    private static final int MAX_DEPTH = 8;

    private static final Set<String> BESIDE = Set.of(
            EcsFields.TEMPLATE_ID,
            EcsFields.TEMPLATE_TEXT,
            EcsFields.FLOW_ID,
            EcsFields.RECORD_OFFSET,
            EcsFields.EVENT_START,
            EcsFields.EVENT_OUTCOME);

    private final SampleEvents events = new SampleEvents();

    /**
     * @param document nested or dotted; a list is its items, separated by a comma and a blank
     * @throws IllegalArgumentException where it is no event; its message says why
     */
    public LogEvent event(JsonNode document) {
        return events.event(new Samples.Given(null, fields(document)));
    }

    /** A line as it was written, which is normalised as on its way. */
    public LogEvent event(String line) {
        return events.event(new Samples.Given(line, Map.of()));
    }

    private static Map<String, String> fields(JsonNode document) {
        if (!(document instanceof ObjectNode object)) {
            throw new IllegalArgumentException("an event is an object of ECS fields, or a line");
        }
        Map<String, String> fields = new HashMap<>();
        flatten("", object, fields, 0);
        BESIDE.forEach(fields::remove);
        return fields;
    }

    private static void flatten(String prefix, ObjectNode object, Map<String, String> into, int depth) {
        object.properties().forEach(member -> {
            String name = prefix + member.getKey();
            JsonNode value = member.getValue();
            if (value instanceof ObjectNode inner) {
                if (depth == MAX_DEPTH) {
                    throw new IllegalArgumentException("an event is nested at most " + MAX_DEPTH + " deep");
                }
                flatten(name + ".", inner, into, depth + 1);
            } else if (!value.isNull()) {
                if (into.size() == MAX_FIELDS) {
                    throw new IllegalArgumentException("an event has at most " + MAX_FIELDS + " fields");
                }
                into.put(name, value.isArray() ? joined(value) : value.asText());
            }
        });
    }

    private static String joined(JsonNode list) {
        List<String> items = new ArrayList<>();
        list.forEach(item -> items.add(item.asText()));
        return String.join(", ", items);
    }
}
