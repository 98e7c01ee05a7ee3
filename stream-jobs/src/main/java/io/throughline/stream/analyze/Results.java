package io.throughline.stream.analyze;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Evidence;
import io.throughline.core.schema.EcsFields;
import io.throughline.core.source.LogFile;
import io.throughline.stream.detect.HealthEpisodes;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Merges the runs of an analysis into its result files. */
final class Results {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path runs;
    private final Path out;
    private final @Nullable HealthQuestion question;
    private final @Nullable Health health;
    private final Map<String, Path> pathOf = new HashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();

    /** @param question null where nobody asks for suspects */
    Results(Path runs, Path out, List<LogFile> files, @Nullable HealthQuestion question) {
        this.runs = runs;
        this.out = out;
        this.question = question;
        this.health = question == null ? null : new Health(question);
        files.forEach(file -> pathOf.put(file.name(), file.path()));
    }

    /** @return how many lines each result holds, by its name */
    Map<String, Long> write() throws IOException {
        Files.createDirectories(out.resolve("reports"));
        eventsInventoryAndTemplates();
        flowsAndHops();
        health();
        alertsAndFindings();
        rejected();
        copy("apis", "reports/apis.ndjson");
        copy("edges", "reports/edges.ndjson");
        copy("risks", "risks.ndjson");
        copy("containers", "containers.ndjson");
        return counts;
    }

    /** A result file, counting its lines. */
    private final class Lines implements Closeable {
        private final OutputStream stream;
        private final String name;
        private long count;

        Lines(String file) throws IOException {
            name = file.substring(file.indexOf('/') + 1, file.indexOf('.'));
            stream = new BufferedOutputStream(Files.newOutputStream(out.resolve(file)), 1 << 16);
        }

        void add(byte[] json) throws IOException {
            stream.write(json);
            stream.write('\n');
            count++;
        }

        void add(JsonNode json) throws IOException {
            add(JSON.writeValueAsBytes(json));
        }

        @Override
        public void close() throws IOException {
            stream.close();
            counts.put(name, count);
        }
    }

    private void copy(String from, String to) throws IOException {
        try (Lines lines = new Lines(to)) {
            SortedRuns.merge(runs.resolve(from), line -> lines.add(line.json()));
        }
    }

    private void eventsInventoryAndTemplates() throws IOException {
        Inventory inventory = new Inventory();
        Templates templates = new Templates();
        try (Lines lines = new Lines("events.ndjson")) {
            SortedRuns.merge(runs.resolve("events"), line -> {
                lines.add(line.json());
                JsonNode event = JSON.readTree(line.json());
                inventory.saw(event);
                templates.saw(event);
                if (health != null) {
                    health.sawEvent(event);
                }
            });
        }
        try (Lines lines = new Lines("inventory.ndjson")) {
            for (ObjectNode container : inventory.lines()) {
                lines.add(container);
            }
        }
        try (Lines lines = new Lines("templates.ndjson")) {
            for (ObjectNode template : templates.lines()) {
                lines.add(template);
            }
        }
        if (templates.eventsBeyondLimit() > 0) {
            counts.put("events_of_unlisted_templates", templates.eventsBeyondLimit());
        }
        if (inventory.eventsBeyondLimit() > 0) {
            counts.put("events_of_unlisted_containers", inventory.eventsBeyondLimit());
        }
    }

    private void flowsAndHops() throws IOException {
        try (Lines flows = new Lines("flows.ndjson");
                Lines hops = new Lines("hops.ndjson")) {
            SortedRuns.merge(runs.resolve("flows"), line -> {
                flows.add(line.json());
                JsonNode flow = JSON.readTree(line.json());
                if (health != null) {
                    health.sawFlow(flow);
                }
                for (JsonNode hop : flow.path("hops")) {
                    ObjectNode edge = JSON.createObjectNode();
                    edge.put("id", hop.path("id").textValue());
                    edge.put("flow", flow.path("id").textValue());
                    edge.set("parent", hop.get("parent"));
                    edge.put("confidence", hop.path("confidence").doubleValue());
                    edge.put("method", hop.path("method").textValue());
                    hops.add(edge);
                }
            });
        }
    }

    private void health() throws IOException {
        Files.deleteIfExists(out.resolve("suspects.ndjson"));
        if (health == null || question == null) {
            return;
        }
        if (question.window() != null) {
            try (Lines lines = new Lines("suspects.ndjson")) {
                for (ObjectNode suspect : health.suspects(question.window())) {
                    lines.add(suspect);
                }
            }
        }
        if (question.alerts()) {
            healthAlerts(health.alerts());
        }
        if (health.leftOut() > 0) {
            counts.put("records_not_looked_at_for_health", health.leftOut());
        }
    }

    /** As a run more of alerts; what the records are that show them is read off the events. */
    private void healthAlerts(List<HealthEpisodes.Found> alerts) throws IOException {
        Map<String, Evidence> evidenceOf = new HashMap<>();
        Set<String> wanted = new HashSet<>();
        alerts.forEach(found -> wanted.addAll(found.records()));
        SortedRuns.merge(runs.resolve("events"), line -> {
            JsonNode event = JSON.readTree(line.json());
            String id = event.path(EcsFields.EVENT_ID).asText();
            String record = event.path(EcsFields.HOP_ID).asText(id);
            if (wanted.contains(record)) {
                evidenceOf.put(
                        record,
                        new Evidence(
                                id,
                                event.path(EcsFields.FLOW_ID).textValue(),
                                event.path(EcsFields.RECORD_SOURCE).asText(),
                                event.path(EcsFields.RECORD_OFFSET).longValue()));
            }
        });
        Files.createDirectories(runs.resolve("alerts"));
        try (SortedRuns.Writer writer = new SortedRuns.Writer(runs.resolve("alerts"), "health")) {
            for (HealthEpisodes.Found found : alerts) {
                writer.add(ResultLines.alert(found.with(found.records().stream()
                        .map(evidenceOf::get)
                        .filter(Objects::nonNull)
                        .toList())));
            }
        }
    }

    private void alertsAndFindings() throws IOException {
        EvidenceLines places = new EvidenceLines();
        Set<String> rulesWithFindings = new HashSet<>();
        SortedRuns.merge(runs.resolve("alerts"), line -> places.saw(JSON.readTree(line.json())));
        SortedRuns.merge(runs.resolve("findings"), line -> {
            JsonNode finding = JSON.readTree(line.json());
            rulesWithFindings.add(finding.path("rule").textValue());
            places.saw(finding);
        });
        places.count(this::counter);
        TreeMap<String, ObjectNode> ofAlerts = new TreeMap<>();
        try (Lines alerts = new Lines("alerts.ndjson")) {
            SortedRuns.merge(runs.resolve("alerts"), line -> {
                ObjectNode alert = (ObjectNode) JSON.readTree(line.json());
                places.number(alert);
                alerts.add(alert);
                if (!rulesWithFindings.contains(alert.path("rule").textValue())) {
                    ofAlerts.put(line.key(), finding(alert));
                }
            });
        }
        findings(places, ofAlerts);
    }

    /** Those of detectors that say what they saw before it is grouped, and of each other alert one; by time. */
    private void findings(EvidenceLines places, NavigableMap<String, ObjectNode> ofAlerts) throws IOException {
        try (Lines findings = new Lines("findings.ndjson")) {
            SortedRuns.merge(runs.resolve("findings"), line -> {
                while (!ofAlerts.isEmpty() && ofAlerts.firstKey().compareTo(line.key()) < 0) {
                    findings.add(ofAlerts.pollFirstEntry().getValue());
                }
                ObjectNode finding = (ObjectNode) JSON.readTree(line.json());
                places.number(finding);
                findings.add(finding);
            });
            for (ObjectNode finding : ofAlerts.values()) {
                findings.add(finding);
            }
        }
    }

    private static ObjectNode finding(ObjectNode alert) {
        ObjectNode finding = JSON.createObjectNode();
        finding.set("rule", alert.get("rule"));
        finding.set("time", alert.get("time"));
        finding.set("entity", alert.get("entity"));
        finding.put(
                "reason",
                alert.path("seen").textValue() + "; expected: "
                        + alert.path("expected").textValue());
        ArrayNode evidence = finding.putArray("evidence");
        for (JsonNode seen : alert.path("evidence")) {
            ObjectNode where = evidence.addObject();
            where.set("id", seen.get("event"));
            where.set("file", seen.get("file"));
            where.set("line", seen.get("line"));
        }
        return finding;
    }

    private void rejected() throws IOException {
        try (Lines lines = new Lines("rejected.ndjson");
                CurrentFile current = new CurrentFile()) {
            SortedRuns.merge(runs.resolve("rejected"), line -> {
                ObjectNode rejected = (ObjectNode) JSON.readTree(line.json());
                long number = current.of(rejected.path("file").textValue())
                        .lineAt(rejected.path("offset").longValue());
                ObjectNode numbered = JSON.createObjectNode();
                numbered.set("file", rejected.get("file"));
                numbered.put("line", number);
                numbered.setAll(rejected);
                lines.add(numbered);
            });
        }
    }

    /** Rejected records come file by file, so one counter is open at a time. */
    private final class CurrentFile implements Closeable {
        private @Nullable String file;
        private @Nullable LineCounter counter;

        LineCounter of(String wanted) throws IOException {
            LineCounter open = counter;
            if (open == null || !wanted.equals(file)) {
                close();
                open = counter(wanted);
                counter = open;
                file = wanted;
            }
            return open;
        }

        @Override
        public void close() throws IOException {
            if (counter != null) {
                counter.close();
            }
        }
    }

    private LineCounter counter(String source) throws IOException {
        Path path = pathOf.get(source);
        if (path == null) {
            throw new IOException("no file of this analysis is named " + source);
        }
        return new LineCounter(path);
    }
}
