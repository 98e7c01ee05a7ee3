package io.throughline.stream.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole graph over hops without ids: a gateway calls a shop, which calls stock and price, many at once. */
class InferenceIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long BEGIN = 1_750_000_000_000_000L;
    private static final int REQUESTS = 1_000;

    @TempDir
    private static Path folder;

    private static final List<String> LINES = new ArrayList<>();
    private static final Map<String, String> PARENTS = new HashMap<>();
    private static Map<String, JsonNode> inOrder = Map.of();

    private record Line(long end, String text) {}

    @BeforeAll
    static void analyseInOrder() throws Exception {
        Random random = new Random(11);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            long start = BEGIN + i * 20_000L + random.nextInt(20_000);
            request(i, start, random, lines);
        }
        lines.stream().sorted(Comparator.comparingLong(Line::end)).forEach(line -> LINES.add(line.text));
        inOrder = analyse("in-order", LINES, 2);
    }

    private static void request(int i, long start, Random random, List<Line> lines) {
        long called = start + 300 + random.nextInt(100);
        long shop = called + 400 + random.nextInt(200);
        long stock = shop + 200 + random.nextInt(50);
        long stockEnd = stock + 5_000 + random.nextInt(9_000);
        long price = stockEnd + 150 + random.nextInt(50);
        long priceEnd = price + 2_000 + random.nextInt(9_000);
        long shopEnd = priceEnd + 100 + random.nextInt(40);
        long calledEnd = shopEnd + 300 + random.nextInt(200);
        hop(
                i,
                "g",
                null,
                "inbound",
                "",
                "gateway",
                "POST /orders",
                "",
                start,
                calledEnd + 100 + random.nextInt(50),
                lines);
        hop(i, "gs", "g", "outbound", "shop", "gateway", "POST /orders", "s", called, calledEnd, lines);
        hop(i, "s", "gs", "inbound", "gateway", "shop", "POST /orders", "s", shop, shopEnd, lines);
        hop(i, "st", "s", "outbound", "stock", "shop", "GET /stock", "t", stock, stockEnd, lines);
        hop(i, "t", "st", "inbound", "shop", "stock", "GET /stock", "t", stock + 300, stockEnd - 300, lines);
        hop(i, "sp", "s", "outbound", "", "shop", "GET /price", "", price, priceEnd, lines);
    }

    private static void hop(
            int i,
            String name,
            @Nullable String parent,
            String vantage,
            String peer,
            String service,
            String operation,
            String link,
            long start,
            long end,
            List<Line> lines) {
        String id = name + i;
        PARENTS.put(id, parent == null ? "" : parent + i);
        String text =
                "{\"id\":\"%s\",\"vantage\":\"%s\",\"service\":\"%s\",\"instance\":\"%s-0\",\"operation\":\"%s\",\"start_us\":%d,\"duration_us\":%d%s%s}"
                        .formatted(
                                id,
                                vantage,
                                service,
                                service,
                                operation,
                                start,
                                end - start,
                                peer.isEmpty() ? "" : ",\"peer\":\"" + peer + "\"",
                                link.isEmpty() ? "" : ",\"link\":\"" + link + i + "\"");
        lines.add(new Line(end, text));
    }

    private static Map<String, JsonNode> analyse(String name, List<String> lines, int parallelism) throws Exception {
        Path file = Files.write(folder.resolve(name + ".ndjson"), lines);
        Path out = folder.resolve(name);
        Analysis.run(new AnalysisRequest(
                List.of(file.toString()),
                out,
                "host",
                OriginOverrides.NONE,
                JobConfig.from(new Settings(Map.of())),
                parallelism));
        Map<String, JsonNode> hops = new HashMap<>();
        try (Stream<String> written = Files.lines(out.resolve("hops.ndjson"))) {
            for (String line : written.toList()) {
                JsonNode hop = JSON.readTree(line);
                assertThat(hops.put(hop.path("id").textValue(), hop)).isNull();
            }
        }
        return hops;
    }

    private static double right(Map<String, JsonNode> found) {
        long right = found.values().stream()
                .filter(hop -> hop.path("parent")
                        .asText("")
                        .equals(PARENTS.get(hop.path("id").textValue())))
                .count();
        return right / (double) PARENTS.size();
    }

    private static @Nullable String method(String hop) {
        return Objects.requireNonNull(inOrder.get(hop)).path("method").textValue();
    }

    @Test
    void joinsRequestsAcrossServicesAndSaysHowSureItIs() {
        assertThat(inOrder).hasSize(6 * REQUESTS);
        long right = inOrder.values().stream()
                .filter(hop -> hop.path("parent")
                        .asText("")
                        .equals(PARENTS.get(hop.path("id").textValue())))
                .count();
        assertThat(right / (6.0 * REQUESTS)).isGreaterThan(0.995);
        assertThat(method("s7")).isEqualTo("link");
        assertThat(method("sp7")).isEqualTo("inference");
        assertThat(inOrder.values())
                .allSatisfy(hop -> assertThat(hop.path("flow").textValue()).startsWith("inf-g"));
    }

    @Test
    void findsTheSameWithOneTaskAndWithFour() throws Exception {
        assertThat(analyse("one", LINES, 1)).isEqualTo(inOrder);
        assertThat(analyse("four", LINES, 4)).isEqualTo(inOrder);
    }

    @Test
    void findsTheSameInAnotherOrderAndWithRepetitions() throws Exception {
        List<String> shuffled = new ArrayList<>();
        Random random = new Random(5);
        for (int from = 0; from < LINES.size(); from += 40) {
            List<String> some = new ArrayList<>(LINES.subList(from, Math.min(from + 40, LINES.size())));
            some.addAll(some.subList(0, 5));
            Collections.shuffle(some, random);
            shuffled.addAll(some);
        }

        assertThat(analyse("shuffled", shuffled, 2)).isEqualTo(inOrder);
    }

    @Test
    void pairsCallsThatNoConnectionTells() throws Exception {
        List<String> withoutLinks = LINES.stream()
                .map(line -> line.replaceAll(",\"link\":\"[a-z0-9]+\"", ""))
                .toList();

        Map<String, JsonNode> paired = analyse("paired", withoutLinks, 2);

        assertThat(paired).hasSize(6 * REQUESTS);
        assertThat(right(paired)).isGreaterThan(0.99);
        assertThat(Objects.requireNonNull(paired.get("s7")).path("method").textValue())
                .isEqualTo("inference");
        assertThat(analyse("paired-by-four", withoutLinks, 4)).isEqualTo(paired);
    }

    /** The gateway names its trace, the shop passes nothing on, and stock, which gets nothing, begins a trace anew. */
    private static List<String> halves() {
        return LINES.stream()
                .map(line -> {
                    String id = line.substring(7, line.indexOf('"', 7));
                    String number = "%016x".formatted(Long.parseLong(id.replaceAll("[a-z]", "")));
                    String end = line.substring(0, line.length() - 1);
                    return switch (id.replaceAll("[0-9]", "")) {
                        case "g" -> end + ids("aaaaaaaaaaaaaaaa" + number, "1" + number.substring(1), "");
                        case "gs" ->
                            end
                                    + ids(
                                            "aaaaaaaaaaaaaaaa" + number,
                                            "2" + number.substring(1),
                                            "1" + number.substring(1));
                        case "t" -> end + ids("bbbbbbbbbbbbbbbb" + number, "3" + number.substring(1), "");
                        default -> line;
                    };
                })
                .toList();
    }

    private static String ids(String trace, String span, String parent) {
        return ",\"trace\":\"%s\",\"span\":\"%s\"%s}"
                .formatted(trace, span, parent.isEmpty() ? "" : ",\"parent_span\":\"" + parent + "\"");
    }

    @Test
    void stitchesTheHalvesOfAFlowThatLostItsIdsOnTheWay() throws Exception {
        List<String> halves = halves();

        Map<String, JsonNode> stitched = analyse("halves", halves, 2);

        assertThat(stitched).hasSize(6 * REQUESTS);
        assertThat(right(stitched)).isGreaterThan(0.995);
        JsonNode gateway = Objects.requireNonNull(stitched.get("g7"));
        JsonNode shop = Objects.requireNonNull(stitched.get("s7"));
        JsonNode price = Objects.requireNonNull(stitched.get("sp7"));
        JsonNode stock = Objects.requireNonNull(stitched.get("t7"));
        assertThat(gateway.path("flow").textValue()).isEqualTo("aaaaaaaaaaaaaaaa0000000000000007");
        assertThat(shop.path("flow")).isEqualTo(gateway.path("flow"));
        assertThat(price.path("flow")).isEqualTo(gateway.path("flow"));
        assertThat(stock.path("flow").textValue()).isEqualTo("bbbbbbbbbbbbbbbb0000000000000007");
        assertThat(stock.path("parent").textValue()).isEqualTo("st7");
        assertThat(Objects.requireNonNull(stitched.get("gs7")).path("method").textValue())
                .isEqualTo("parent_span");

        List<String> shuffled = new ArrayList<>();
        for (int from = 0; from < halves.size(); from += 40) {
            List<String> some = new ArrayList<>(halves.subList(from, Math.min(from + 40, halves.size())));
            Collections.shuffle(some, new Random(from));
            shuffled.addAll(some);
        }
        assertThat(analyse("halves-shuffled", shuffled, 4)).isEqualTo(stitched);
    }
}
