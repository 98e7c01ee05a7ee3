package io.throughline.stream.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.health.Line;
import io.throughline.core.health.Suspect;
import io.throughline.core.health.SuspectSearch;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Vantage;
import io.throughline.core.schema.EcsFields;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The services that may have broken in the window that was asked for, from the events and flows of the results. */
final class Suspects {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SuspectSearch search = new SuspectSearch();

    void sawEvent(JsonNode event) {
        String template = event.path(EcsFields.TEMPLATE_TEXT).textValue();
        String trace = event.path(EcsFields.TRACE_ID).textValue();
        if (template == null || trace == null) {
            return;
        }
        search.add(new Line(
                event.path(EcsFields.EVENT_ID).asText(),
                Instant.parse(event.path(EcsFields.TIMESTAMP).asText()),
                event.path(EcsFields.SERVICE).asText(),
                event.path(EcsFields.CONTAINER_NAME).textValue(),
                trace,
                event.path(EcsFields.SPAN_ID).textValue(),
                event.path(EcsFields.LOG_LEVEL).textValue(),
                event.path(EcsFields.LOG_LOGGER).textValue(),
                template));
    }

    void sawFlow(JsonNode flow) {
        List<FlowHop> hops = new ArrayList<>();
        for (JsonNode hop : flow.path("hops")) {
            hops.add(hop(hop));
        }
        Instant start = Instant.parse(flow.path("start").asText());
        search.add(new Flow(
                flow.path("id").asText(),
                flow.path("trace.id").textValue(),
                start,
                start.plus(flow.path("duration_us").longValue(), ChronoUnit.MICROS),
                flow.path("root_service").asText(),
                flow.path("root_operation").textValue(),
                null,
                flow.path("failed").booleanValue(),
                List.of(),
                hops,
                flow.path("lines").intValue(),
                flow.path("dropped_hops").intValue(),
                true));
    }

    private static FlowHop hop(JsonNode hop) {
        return new FlowHop(
                hop.path("id").asText(),
                hop.path("parent").textValue(),
                FlowHop.EdgeEvidence.valueOf(hop.path("method").asText().toUpperCase(Locale.ROOT)),
                hop.path("confidence").doubleValue(),
                Vantage.valueOf(hop.path("vantage").asText().toUpperCase(Locale.ROOT)),
                hop.path("service").asText(),
                hop.path("instance").textValue(),
                hop.path("host").asText(),
                hop.path("operation").textValue(),
                hop.path("peer").textValue(),
                hop.path("span").textValue(),
                Instant.parse(hop.path("start").asText()),
                Duration.of(hop.path("duration_us").longValue(), ChronoUnit.MICROS),
                hop.has("status") ? hop.path("status").intValue() : null,
                hop.path("failed").booleanValue(),
                List.of());
    }

    /** Flows and lines beyond the limits: counted, not looked at. */
    long leftOut() {
        return search.leftOut();
    }

    /** The most suspect first. */
    List<ObjectNode> lines(SuspectQuestion question) {
        List<ObjectNode> lines = new ArrayList<>();
        for (Suspect suspect : search.suspects(question.window(), question.faultFree())) {
            ObjectNode line = JSON.createObjectNode();
            line.put("rank", suspect.rank());
            line.put("service", suspect.service());
            line.put("instance", suspect.instance());
            line.put("score", rounded(suspect.score()));
            line.put("reason", suspect.reason());
            ArrayNode evidence = line.putArray("evidence");
            for (Suspect.Clue clue : suspect.clues()) {
                ObjectNode told = evidence.addObject();
                told.put("kind", clue.kind());
                told.put("context", clue.context());
                told.put("score", rounded(clue.nats()));
                told.put("reason", clue.words());
                clue.records().forEach(told.putArray("records")::add);
            }
            lines.add(line);
        }
        return lines;
    }

    private static double rounded(double nats) {
        return Math.round(nats * 1_000) / 1_000.0;
    }
}
