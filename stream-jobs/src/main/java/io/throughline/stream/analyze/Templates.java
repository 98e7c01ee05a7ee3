package io.throughline.stream.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.template.TemplateGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of messages that each service wrote, those that differ in a word that varies put together. */
final class Templates {
    /** Beyond these, a service's messages are counted and not listed. */
    static final int MAX_SERVICES = 1_000;

    /** Ids of a kind's templates that are listed: what a search for it needs. */
    static final int MAX_IDS = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, TemplateGroups> services = new TreeMap<>();
    private long eventsOfUnlistedServices;

    void saw(JsonNode event) {
        String text = event.path(EcsFields.TEMPLATE_TEXT).textValue();
        if (text == null) {
            return;
        }
        String service = event.path(EcsFields.SERVICE).asText();
        TemplateGroups groups = services.get(service);
        if (groups == null && services.size() >= MAX_SERVICES) {
            eventsOfUnlistedServices++;
            return;
        }
        if (groups == null) {
            groups = new TemplateGroups();
            services.put(service, groups);
        }
        groups.add(text, 1);
    }

    /** By service, the most frequent first. */
    List<ObjectNode> lines() {
        List<ObjectNode> lines = new ArrayList<>();
        services.forEach((service, groups) -> groups.groups().forEach(group -> {
            ObjectNode line = JSON.createObjectNode();
            line.put(EcsFields.SERVICE, service);
            line.put("template", group.template().text());
            line.put("events", group.messages());
            line.put("templates", group.ids().size());
            ArrayNode ids = line.putArray(EcsFields.TEMPLATE_ID);
            group.ids().stream().limit(MAX_IDS).forEach(ids::add);
            lines.add(line);
        }));
        return lines;
    }

    /** Events whose templates are not listed, because there were too many services or templates. */
    long eventsBeyondLimit() {
        return eventsOfUnlistedServices
                + services.values().stream().mapToLong(TemplateGroups::others).sum();
    }
}
