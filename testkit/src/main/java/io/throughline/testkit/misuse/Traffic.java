package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Ordinary requests: a set of real hops, made whole. What is within a service is left out, as nothing outside sees it; every record names
 * its trace and span as the set's truth has them.
 *
 * <p>A set of a minute is too short to learn from. It is repeated and its requests are drawn apart until it is as long as asked; within a request all
 * times are the real ones.
 *
 * @param flows by their start
 */
public record Traffic(List<TrafficFlow> flows) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int COPIES = 3;

    public Traffic {
        flows = List.copyOf(flows);
    }

    /**
     * @param folder with {@code hops.ndjson.gz} and {@code truth.ndjson.gz}
     * @param atLeast a shorter set is repeated three times and drawn out to this length
     */
    public static Traffic read(Path folder, Duration atLeast) throws IOException {
        List<List<ObjectNode>> real = realFlows(folder);
        long first = Hops.start(real.getFirst().getFirst());
        long length = Hops.start(real.getLast().getFirst()) - first + 1;
        boolean whole = length >= atLeast.toNanos() / 1_000;
        int copies = whole ? 1 : COPIES;
        double stretch = whole ? 1 : atLeast.toNanos() / 1_000.0 / ((double) length * COPIES);
        Enrichment enrichment = new Enrichment();
        List<TrafficFlow> flows = new ArrayList<>();
        for (int copy = 0; copy < copies; copy++) {
            for (List<ObjectNode> hops : real) {
                long start = Hops.start(hops.getFirst());
                long moved = first + Math.round(stretch * ((double) copy * length + (start - first)));
                TrafficFlow flow = copy(hops, "c" + copy, moved - start);
                enrichment.enrich(flow);
                flows.add(flow);
            }
        }
        flows.sort(Comparator.comparingLong(TrafficFlow::start).thenComparing(flow -> Hops.text(flow.entry(), "id")));
        return new Traffic(flows);
    }

    /** The same request at another time, with ids of its own. */
    static TrafficFlow copy(List<ObjectNode> hops, String mark, long laterMicros) {
        List<ObjectNode> copies = new ArrayList<>();
        for (ObjectNode hop : hops) {
            ObjectNode copy = hop.deepCopy();
            copy.put("id", mark + Hops.text(hop, "id"));
            copy.put("start_us", Hops.start(hop) + laterMicros);
            if (hop.has("link")) {
                copy.put("link", mark + Hops.text(hop, "link"));
            }
            String parent = Hops.text(hop, "parent_span");
            Hops.place(
                    copy,
                    Hops.hex(mark + Hops.text(hop, "trace"), 32),
                    Hops.hex(mark + Hops.text(hop, "span"), 16),
                    parent.isEmpty() ? "" : Hops.hex(mark + parent, 16));
            copies.add(copy);
        }
        return new TrafficFlow(copies);
    }

    private static List<List<ObjectNode>> realFlows(Path folder) throws IOException {
        Map<String, String> flowOf = new HashMap<>();
        Map<String, String> parentOf = new HashMap<>();
        for (JsonNode truth : lines(folder.resolve("truth.ndjson.gz"))) {
            flowOf.put(Hops.text(truth, "id"), Hops.text(truth, "flow"));
            parentOf.put(Hops.text(truth, "id"), Hops.text(truth, "parent"));
        }
        Map<String, ObjectNode> seenOutside = new HashMap<>();
        List<JsonNode> hops = lines(folder.resolve("hops.ndjson.gz"));
        for (JsonNode hop : hops) {
            if (Hops.inbound(hop) || Hops.calls(hop)) {
                seenOutside.put(Hops.text(hop, "id"), (ObjectNode) hop);
            }
        }
        Map<String, List<ObjectNode>> flows = new TreeMap<>();
        for (ObjectNode hop : seenOutside.values()) {
            String id = Hops.text(hop, "id");
            String parent = parentOf.getOrDefault(id, "");
            while (!parent.isEmpty() && !seenOutside.containsKey(parent)) {
                parent = parentOf.getOrDefault(parent, "");
            }
            String flow = flowOf.getOrDefault(id, "");
            Hops.place(hop, flow, id, parent);
            flows.computeIfAbsent(flow, any -> new ArrayList<>()).add(hop);
        }
        List<List<ObjectNode>> byStart = new ArrayList<>(flows.values());
        byStart.forEach(flow -> flow.sort(Comparator.<ObjectNode, Boolean>comparing(hop -> hop.has("parent_span"))
                .thenComparingLong(Hops::start)
                .thenComparing(hop -> Hops.text(hop, "id"))));
        byStart.sort(Comparator.comparingLong((List<ObjectNode> flow) -> Hops.start(flow.getFirst()))
                .thenComparing(flow -> Hops.text(flow.getFirst(), "id")));
        return byStart;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }

    /** The service that the requests come to. */
    public String gateway() {
        return Hops.text(flows.getFirst().entry(), "service");
    }

    /** Microseconds since 1970. */
    public long begin() {
        return flows.getFirst().start();
    }

    /** Microseconds since 1970. */
    public long end() {
        return flows.getLast().start();
    }

    /** How long there was traffic: its minutes that have a request. Sets with holes are shorter than from their begin to their end. */
    public Duration busy() {
        return Duration.ofMinutes(flows.stream()
                .mapToLong(flow -> flow.start() / 60_000_000)
                .distinct()
                .count());
    }
}
