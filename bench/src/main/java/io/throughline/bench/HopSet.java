package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hops without ids, and what caused them in truth. The truth is for scoring: what is analysed is {@link #write written} without it.
 *
 * @param hops as records of hops
 * @param truth by hop id
 */
record HopSet(List<ObjectNode> hops, Map<String, Truth> truth) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What a hop belongs to.
     *
     * @param parent null for a flow's first hop
     */
    record Truth(@Nullable String parent, String flow) {}

    /** @param folder with {@code hops.ndjson.gz} and {@code truth.ndjson.gz} */
    static HopSet read(Path folder) throws IOException {
        List<ObjectNode> hops = new ArrayList<>();
        for (JsonNode hop : lines(folder.resolve("hops.ndjson.gz"))) {
            hops.add((ObjectNode) hop);
        }
        Map<String, Truth> truth = new HashMap<>();
        for (JsonNode row : lines(folder.resolve("truth.ndjson.gz"))) {
            truth.put(text(row, "id"), new Truth(row.path("parent").textValue(), text(row, "flow")));
        }
        return new HopSet(hops, truth);
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

    static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static long end(ObjectNode hop) {
        return hop.path("start_us").longValue() + hop.path("duration_us").longValue();
    }

    /** Writes the hops in the order of their ends, as a log would have them. */
    Path write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (ObjectNode hop :
                    hops.stream().sorted(Comparator.comparingLong(HopSet::end)).toList()) {
                out.write(JSON.writeValueAsString(hop));
                out.write('\n');
            }
        }
        return file;
    }

    private interface Change {
        void of(ObjectNode hop);
    }

    private HopSet changed(Change change) {
        List<ObjectNode> changed = new ArrayList<>();
        for (ObjectNode hop : hops) {
            ObjectNode copy = hop.deepCopy();
            change.of(copy);
            changed.add(copy);
        }
        return new HopSet(changed, truth);
    }

    /** Without what tells which two records are of one call. */
    HopSet withoutLinks() {
        return changed(hop -> hop.remove("link"));
    }

    /** A share of the records, here and there, names its trace, its span and the span that caused it. */
    HopSet withIds(double share) {
        Random random = new Random(23);
        return changed(hop -> {
            if (random.nextDouble() < share) {
                Truth is = of(hop);
                hop.put("trace", id(is.flow, 32));
                hop.put("span", id(text(hop, "id"), 16));
                if (is.parent != null) {
                    hop.put("parent_span", id(is.parent, 16));
                }
            }
        });
    }

    /** Hex digits that tell nothing else. */
    private static String id(String of, int digits) {
        StringBuilder id = new StringBuilder();
        Random random = new Random(of.hashCode() * 31L + of.length());
        while (id.length() < digits) {
            id.append(Character.forDigit(random.nextInt(16), 16));
        }
        return id.toString();
    }

    /** Times as a clock of milliseconds tells them. */
    HopSet inMilliseconds() {
        return changed(hop -> {
            long start = hop.path("start_us").longValue() / 1_000 * 1_000;
            hop.put("duration_us", end(hop) / 1_000 * 1_000 - start);
            hop.put("start_us", start);
        });
    }

    /** Each instance's clock is off by up to so much, both ways. */
    HopSet withClocksOff(long micros) {
        Map<String, Long> offsets = new HashMap<>();
        Random random = new Random(17);
        return changed(hop -> {
            long offset =
                    offsets.computeIfAbsent(text(hop, "instance"), any -> random.nextLong(2 * micros + 1) - micros);
            hop.put("start_us", hop.path("start_us").longValue() + offset);
        });
    }

    /** A share of the records was never written; what they caused has no parent then. */
    HopSet without(double share) {
        Random random = new Random(19);
        List<ObjectNode> left = new ArrayList<>();
        Map<String, Truth> known = new HashMap<>();
        for (ObjectNode hop : hops) {
            if (random.nextDouble() >= share) {
                left.add(hop);
                known.put(text(hop, "id"), of(hop));
            }
        }
        known.replaceAll((id, is) -> is.parent == null || known.containsKey(is.parent) ? is : new Truth(null, is.flow));
        return new HopSet(left, known);
    }

    private Truth of(ObjectNode hop) {
        Truth is = truth.get(text(hop, "id"));
        if (is == null) {
            throw new IllegalStateException("there is no truth of hop " + text(hop, "id"));
        }
        return is;
    }

    /** Two copies at once, the other half the set's length later, wrapped around. */
    HopSet twiceAtOnce() {
        long first = hops.stream()
                .mapToLong(hop -> hop.path("start_us").longValue())
                .min()
                .orElse(0);
        long last = hops.stream()
                .mapToLong(hop -> hop.path("start_us").longValue())
                .max()
                .orElse(0);
        long length = last - first + 1;
        Map<String, Long> flowStarts = new HashMap<>();
        for (ObjectNode hop : hops) {
            flowStarts.merge(of(hop).flow, hop.path("start_us").longValue(), Math::min);
        }
        List<ObjectNode> both = new ArrayList<>(hops);
        Map<String, Truth> known = new HashMap<>(truth);
        for (ObjectNode hop : hops) {
            Truth is = of(hop);
            long flowStart = flowStarts.getOrDefault(is.flow, first);
            // Flows stay whole: all of a flow's hops are moved alike.
            long shift = flowStart + length / 2 > last ? length / 2 - length : length / 2;
            ObjectNode copy = hop.deepCopy();
            copy.put("id", "b" + text(hop, "id"));
            copy.put("start_us", hop.path("start_us").longValue() + shift);
            if (copy.has("link")) {
                copy.put("link", "b" + text(hop, "link"));
            }
            both.add(copy);
            known.put(text(copy, "id"), new Truth(is.parent == null ? null : "b" + is.parent, "b" + is.flow));
        }
        return new HopSet(both, known);
    }

    /** Each service as so many instances: a request's records of one service are of the instance that it was sent to. */
    HopSet withInstances(int count) {
        Map<String, ObjectNode> byId = new HashMap<>();
        hops.forEach(hop -> byId.put(text(hop, "id"), hop));
        return changed(hop -> {
            ObjectNode top = hop;
            for (Truth is = of(top); is.parent != null && byId.get(is.parent) != null; is = of(top)) {
                ObjectNode above = byId.get(is.parent);
                if (!text(above, "service").equals(text(hop, "service"))) {
                    break;
                }
                top = above;
            }
            hop.put(
                    "instance",
                    text(hop, "instance") + "-" + Math.floorMod(text(top, "id").hashCode() / 7, count));
        });
    }
}
