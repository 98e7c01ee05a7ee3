package io.throughline.core.infer.pair;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.infer.clock.InstanceId;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Real hops whose truth is known, and what may happen to them on the way: clocks that are wrong, records that are lost. The truth is for
 * scoring alone.
 *
 * @param parents hop id to the id of the hop that caused it
 * @param flows hop id to flow
 */
record FlowSet(List<Hop> hops, Map<String, String> parents, Map<String, String> flows) {
    private static final Path DATA = Path.of("../../shared/data");

    /** @param folder {@code flows/hotel-75}, {@code trainticket} */
    static FlowSet read(String folder) throws IOException {
        List<Hop> hops = new ArrayList<>();
        for (JsonNode record : records(DATA.resolve(folder).resolve("hops.ndjson.gz"))) {
            Vantage vantage = switch (record.get("vantage").asText()) {
                case "inbound" -> Vantage.INBOUND;
                case "outbound" -> Vantage.OUTBOUND;
                default -> Vantage.INTERNAL;
            };
            if (vantage != Vantage.INTERNAL) {
                hops.add(hop(
                        record.get("id").asText(),
                        vantage,
                        record.get("service").asText(),
                        text(record, "instance"),
                        record.get("start_us").asLong(),
                        record.get("duration_us").asLong(),
                        text(record, "operation"),
                        text(record, "peer"),
                        text(record, "link")));
            }
        }
        Map<String, String> parents = new HashMap<>();
        Map<String, String> flows = new HashMap<>();
        for (JsonNode record : records(DATA.resolve(folder).resolve("truth.ndjson.gz"))) {
            flows.put(record.get("id").asText(), record.get("flow").asText());
            if (record.hasNonNull("parent")) {
                parents.put(record.get("id").asText(), record.get("parent").asText());
            }
        }
        return new FlowSet(hops, parents, flows);
    }

    static Hop hop(
            String id,
            Vantage vantage,
            String service,
            @Nullable String instance,
            long startMicros,
            long durationMicros,
            @Nullable String operation,
            @Nullable String peer,
            @Nullable String link) {
        return new Hop(
                id,
                vantage,
                service,
                instance,
                Instant.EPOCH.plus(startMicros, ChronoUnit.MICROS),
                Duration.of(durationMicros, ChronoUnit.MICROS),
                operation,
                peer,
                link,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static List<JsonNode> records(Path file) throws IOException {
        JsonMapper json = new JsonMapper();
        List<JsonNode> records = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                records.add(json.readTree(line));
                line = reader.readLine();
            }
        }
        return records;
    }

    private static @Nullable String text(JsonNode record, String name) {
        return record.has(name) ? record.get(name).asText() : null;
    }

    static long start(Hop hop) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, hop.start());
    }

    private static Hop moved(Hop hop, String id, @Nullable String instance, long start, long duration, boolean link) {
        return hop(
                id,
                hop.vantage(),
                hop.service(),
                instance,
                start,
                duration,
                hop.operation(),
                hop.peer(),
                link ? hop.link() : null);
    }

    private FlowSet with(List<Hop> others) {
        return new FlowSet(others, parents, flows);
    }

    FlowSet withoutLinks() {
        return with(hops.stream()
                .map(hop -> moved(
                        hop,
                        hop.id(),
                        hop.instance(),
                        start(hop),
                        hop.duration().toNanos() / 1000,
                        false))
                .toList());
    }

    /** Each instance's clock is wrong by up to so much. */
    FlowSet skewed(long maxMicros, long seed) {
        return with(hops.stream()
                .map(hop -> moved(
                        hop,
                        hop.id(),
                        hop.instance(),
                        start(hop) + skew(InstanceId.of(hop), maxMicros, seed),
                        hop.duration().toNanos() / 1000,
                        true))
                .toList());
    }

    /** By how much {@link #skewed} sets an instance's clock ahead. */
    static long skew(InstanceId instance, long maxMicros, long seed) {
        return new Random(seed + instance.hashCode()).nextLong(-maxMicros, maxMicros + 1);
    }

    FlowSet rounded(long unitMicros) {
        return with(hops.stream()
                .map(hop -> moved(
                        hop,
                        hop.id(),
                        hop.instance(),
                        Math.floorDiv(start(hop) + unitMicros / 2, unitMicros) * unitMicros,
                        Math.floorDiv(hop.duration().toNanos() / 1000 + unitMicros / 2, unitMicros) * unitMicros,
                        true))
                .toList());
    }

    FlowSet missing(double share, long seed) {
        Random random = new Random(seed);
        return with(hops.stream().filter(hop -> random.nextDouble() >= share).toList());
    }

    /** Once more at the same time, begun later. */
    FlowSet doubled(long laterMicros) {
        List<Hop> both = new ArrayList<>(hops);
        Map<String, String> bothParents = new HashMap<>(parents);
        Map<String, String> bothFlows = new HashMap<>(flows);
        for (Hop hop : hops) {
            String id = hop.id() + "b";
            String parent = parents.get(hop.id());
            String flow = flows.get(hop.id());
            both.add(moved(
                    hop,
                    id,
                    hop.instance(),
                    start(hop) + laterMicros,
                    hop.duration().toNanos() / 1000,
                    false));
            if (parent != null) {
                bothParents.put(id, parent + "b");
            }
            bothFlows.put(id, flow + "b");
        }
        return new FlowSet(both, bothParents, bothFlows);
    }

    /** Each flow reaches one of several instances of each service. */
    FlowSet spread(int instances) {
        return with(hops.stream()
                .map(hop -> moved(
                        hop,
                        hop.id(),
                        hop.service() + "-"
                                + Math.floorMod((flows.get(hop.id()) + hop.service()).hashCode() * 31, 7919 * instances)
                                        % instances,
                        start(hop),
                        hop.duration().toNanos() / 1000,
                        true))
                .toList());
    }

    /**
     * How many pairs are right.
     *
     * @param calls that both sides' records are there of
     * @param right pairs that are one of them
     * @param wrong pairs that are not
     * @param sureRight of the pairs with a confidence of at least 0.9
     */
    record Score(int calls, int right, int wrong, int sure, int sureRight) {
        double share() {
            return (double) right / calls;
        }

        double sureShare() {
            return (double) sureRight / Math.max(1, sure);
        }
    }

    Score score(List<Pair> pairs) {
        Map<String, Hop> byId = new HashMap<>();
        hops.forEach(hop -> byId.put(hop.id(), hop));
        int calls = 0;
        for (Hop hop : hops) {
            Hop parent = byId.get(parents.get(hop.id()));
            if (hop.vantage() == Vantage.INBOUND && parent != null && parent.vantage() == Vantage.OUTBOUND) {
                calls++;
            }
        }
        int right = 0;
        int sure = 0;
        int sureRight = 0;
        for (Pair pair : pairs) {
            boolean good = hops.get(pair.outbound())
                    .id()
                    .equals(parents.get(hops.get(pair.inbound()).id()));
            right += good ? 1 : 0;
            if (pair.confidence() >= 0.9) {
                sure++;
                sureRight += good ? 1 : 0;
            }
        }
        return new Score(calls, right, pairs.size() - right, sure, sureRight);
    }
}
