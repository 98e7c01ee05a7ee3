package io.throughline.stream.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.store.TimeRange;
import io.throughline.stream.JobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop that asks orders, which ask payments: one request a second for twelve minutes, and from the tenth on something is otherwise. */
class HealthOverFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final int FAULT = 600;
    private static final int END = 720;

    private final List<Hop> hops = new ArrayList<>();

    @TempDir
    private Path folder;

    private record Hop(long endMicros, String json) {}

    @Test
    void raisesOneAlertForAServiceThatIsSlowHoweverManyWaitForIt() throws Exception {
        requests(0, FAULT, 5, 200);
        requests(FAULT, END, 400, 200);

        List<JsonNode> alerts = alerts("slow", inOrder(), 2, null);

        assertThat(alerts).hasSize(1);
        JsonNode alert = alerts.getFirst();
        assertThat(alert.at("/entity/service.name").textValue()).isEqualTo("payments");
        assertThat(alert.at("/entity/container.name").textValue()).isEqualTo("payments-1");
        assertThat(Instant.parse(alert.path("time").textValue()))
                .isBetween(TEN.plusSeconds(FAULT), TEN.plusSeconds(FAULT + 60));
        assertThat(alert.path("seen").textValue()).startsWith("POST /pay took 262 to 524 ms of its own");
        assertThat(alert.path("evidence").path(0).path("line").longValue()).isPositive();
        assertThat(alert.path("evidence").path(0).path("flow").textValue()).hasSize(32);
    }

    @Test
    void blamesTheDeepestOfThoseThatFail() throws Exception {
        requests(0, FAULT, 5, 200);
        requests(FAULT, END, 5, 500);

        assertThat(alerts("failing", inOrder(), 1, null))
                .extracting(alert -> alert.at("/entity/service.name").textValue())
                .containsExactly("payments");
    }

    @Test
    void raisesNothingWhileAllIsAsBeforeAndAllOfItTwiceAsOften() throws Exception {
        requests(0, END, 5, 200);
        requests(FAULT, END, 5, 200);

        assertThat(alerts("calm", inOrder(), 1, null)).isEmpty();
    }

    @Test
    void raisesNothingOnWhatItHasNotLearnedLongEnough() throws Exception {
        requests(0, 60, 5, 200);
        requests(60, 240, 400, 200);

        assertThat(alerts("new", inOrder(), 1, null)).isEmpty();
    }

    @Test
    void findsTheSameInWhateverOrderRecordsCome() throws Exception {
        requests(0, FAULT, 5, 200);
        requests(FAULT, END, 400, 500);

        List<JsonNode> inOrder = alerts("order", inOrder(), 1, null);
        List<JsonNode> shuffled = alerts("shuffled", shuffled(), 2, null);

        assertThat(inOrder).hasSize(1);
        assertThat(without(shuffled, "evidence")).isEqualTo(without(inOrder, "evidence"));
    }

    @Test
    void learnsFromATimeThatIsKnownToBeWithoutFaultBeforeAllElse() throws Exception {
        requests(0, 60, 400, 200);
        requests(60, END, 5, 200);
        TimeRange faultFree = new TimeRange(TEN.plusSeconds(120), TEN.plusSeconds(END));

        assertThat(alerts("known", inOrder(), 1, new HealthQuestion(null, List.of(faultFree))))
                .extracting(alert -> alert.at("/entity/service.name").textValue())
                .contains("payments");
    }

    private void requests(int from, int to, int payMillis, int payStatus) {
        for (int second = from; second < to; second++) {
            int number = hops.size();
            long start = TEN.plusSeconds(second).toEpochMilli() * 1_000;
            long pay = payMillis * 1_000L;
            String trace = "%032x".formatted(number + 1);
            hop(trace, "inbound", "shop", "GET /buy", start, pay + 40_000, 200, null);
            hop(trace, "inbound", "orders", "GET /order", start + 6_000, pay + 25_000, payStatus, "shop");
            hop(trace, "inbound", "payments", "POST /pay", start + 11_000, pay, payStatus, "orders");
        }
    }

    private void hop(
            String trace,
            String vantage,
            String service,
            String operation,
            long start,
            long duration,
            int status,
            @Nullable String parent) {
        hops.add(new Hop(
                start + duration,
                "{\"id\":\"%s-%s\",\"vantage\":\"%s\",\"service\":\"%s\",\"instance\":\"%s-1\",\"operation\":\"%s\","
                                .formatted(trace, service, vantage, service, service, operation)
                        + "\"start_us\":%d,\"duration_us\":%d,\"status\":%d,\"trace\":\"%s\",\"span\":\"%s\"%s}"
                                .formatted(
                                        start,
                                        duration,
                                        status,
                                        trace,
                                        span(trace, service),
                                        parent == null ? "" : ",\"parent_span\":\"" + span(trace, parent) + "\"")));
    }

    private static String span(String trace, String service) {
        return trace.substring(18) + "%02x".formatted((int) service.charAt(0));
    }

    private List<String> inOrder() {
        return hops.stream()
                .sorted(Comparator.comparingLong(Hop::endMicros))
                .map(Hop::json)
                .toList();
    }

    /** No record comes later than the watermark allows. */
    private List<String> shuffled() {
        Random random = new Random(3);
        record Placed(double place, Hop hop) {}
        return hops.stream()
                .map(hop -> new Placed(hop.endMicros + 4e6 * random.nextDouble(), hop))
                .sorted(Comparator.comparingDouble(Placed::place))
                .map(placed -> placed.hop.json)
                .toList();
    }

    private List<JsonNode> alerts(String name, List<String> lines, int parallelism, @Nullable HealthQuestion question)
            throws Exception {
        Path logs = Files.createDirectory(folder.resolve(name));
        Files.write(logs.resolve("hops.ndjson"), lines);
        Analysis.run(new AnalysisRequest(
                List.of(logs.toString()),
                folder.resolve(name + "-out"),
                "host",
                new OriginOverrides(null, null, null, null, "hops"),
                JobConfig.from(new Settings(Map.of())),
                parallelism,
                question));
        List<JsonNode> read = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name + "-out/alerts.ndjson"))) {
            JsonNode alert = JSON.readTree(line);
            if (alert.path("rule").textValue().equals("service-degraded")) {
                read.add(alert);
            }
        }
        return read;
    }

    private static List<JsonNode> without(List<JsonNode> alerts, String member) {
        alerts.forEach(alert -> ((ObjectNode) alert).remove(member));
        return alerts;
    }
}
