package io.throughline.stream.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Line;
import io.throughline.core.health.Suspect;
import io.throughline.core.health.SuspectSearch;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Vantage;
import io.throughline.core.store.TimeRange;
import io.throughline.stream.detect.HealthEpisodes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which services broke, from the events and flows of the results, {@code events.ndjson} and {@code flows.ndjson}. */
public final class Health {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Flows kept; more are counted and left out. */
    private static final int MAX_FLOWS = 1_000_000;

    /** Lines kept; more are counted and left out. */
    private static final int MAX_LINES = 10_000_000;

    /** Different texts that are kept once. */
    private static final int MAX_TEXTS = 200_000;

    private final HealthQuestion question;
    private final List<Flow> flows = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, String> texts = new HashMap<>();
    private @Nullable SuspectSearch search;
    private long leftOut;

    public Health(HealthQuestion question) {
        this.question = question;
    }

    /** @param event a line of {@code events.ndjson} */
    public void sawEvent(JsonNode event) {
        Line line = Line.ofDocument(event);
        if (line == null) {
            return;
        }
        if (lines.size() >= MAX_LINES) {
            leftOut++;
            return;
        }
        lines.add(new Line(
                line.id(),
                line.time(),
                once(line.service()),
                orNull(line.instance()),
                orNull(line.trace()),
                line.span(),
                orNull(line.level()),
                orNull(line.logger()),
                once(line.template())));
    }

    private @Nullable String orNull(@Nullable String text) {
        return text == null ? null : once(text);
    }

    /** The same text, kept once however often it comes. */
    private String once(String text) {
        if (texts.size() >= MAX_TEXTS) {
            return text;
        }
        String known = texts.putIfAbsent(text, text);
        return known == null ? text : known;
    }

    /** @param flow a line of {@code flows.ndjson} */
    public void sawFlow(JsonNode flow) {
        if (flows.size() >= MAX_FLOWS) {
            leftOut++;
            return;
        }
        List<FlowHop> hops = new ArrayList<>();
        for (JsonNode hop : flow.path("hops")) {
            hops.add(hop(hop));
        }
        Instant start = Instant.parse(flow.path("start").asText());
        flows.add(new Flow(
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
        return leftOut;
    }

    /** In the order of time. */
    List<HealthEpisodes.Found> alerts() {
        HealthWatch watch = new HealthWatch();
        watch.learn(
                flows.stream().filter(flow -> isFaultFree(flow.start())).toList(),
                lines.stream().filter(line -> isFaultFree(line.time())).toList());
        HealthEpisodes episodes = new HealthEpisodes();
        Map<String, HealthEpisodes.Found> found = new LinkedHashMap<>();
        watch.watch(
                flows,
                lines,
                look -> episodes.look(look, Map.of())
                        .forEach(alert -> found.put(alert.alert().id(), alert)));
        return List.copyOf(found.values());
    }

    private boolean isFaultFree(Instant time) {
        return question.faultFree().stream()
                .anyMatch(range -> !time.isBefore(range.from()) && time.isBefore(range.to()));
    }

    /** The most suspect first; all events and flows were seen before. */
    List<ObjectNode> suspects(TimeRange window) {
        List<ObjectNode> told = new ArrayList<>();
        for (Suspect suspect : suspects(window, question.faultFree())) {
            ObjectNode line = JSON.createObjectNode();
            line.put("rank", suspect.rank());
            line.put("service", suspect.service());
            line.put("instance", suspect.instance());
            line.put("score", rounded(suspect.score()));
            line.put("reason", suspect.reason());
            ArrayNode evidence = line.putArray("evidence");
            for (Suspect.Clue clue : suspect.clues()) {
                ObjectNode shown = evidence.addObject();
                shown.put("kind", clue.kind());
                shown.put("context", clue.context());
                shown.put("score", rounded(clue.nats()));
                shown.put("reason", clue.words());
                clue.records().forEach(shown.putArray("records")::add);
            }
            told.add(line);
        }
        return told;
    }

    /** The same, with other times known to be without fault. */
    public List<Suspect> suspects(TimeRange window, List<TimeRange> faultFree) {
        if (search == null) {
            search = new SuspectSearch();
            flows.forEach(search::add);
            lines.forEach(search::add);
        }
        return search.suspects(window, faultFree);
    }

    private static double rounded(double nats) {
        return Math.round(nats * 1_000) / 1_000.0;
    }
}
