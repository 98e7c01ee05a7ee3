package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.wire.RawRecordHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hostile and broken sources write, through the whole line: a clear word each time, and nothing lost beside it. */
class BadInputIT {
    private static final Duration LAND = Duration.ofMinutes(3);
    private static final int GOOD_LINES = 50;
    private static final String HOSTILE = "<img src=x onerror=\"window.owned=1\"><script>window.owned=1</script> "
            + "\u001b]0;owned\u0007\u001b[2J\u001b[31mgone";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void losesNothingBesideWhatCannotBeRead() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        writeBad(logs.resolve("orders.log"));
        writeGood(logs.resolve("stock.log"));
        Stack stack = new Stack(folder);
        try (Program up = stack.up();
                Program ship = stack.ship(logs.toString())) {
            assertThat(ship.awaitEnd(LAND)).isZero();

            List<String> reasons = new ArrayList<>();
            try (KafkaConsumer<byte[], byte[]> rejected = rejected(stack.kafka())) {
                Awaitility.await("three records rejected").atMost(LAND).until(() -> {
                    rejected.poll(Duration.ofMillis(500))
                            .forEach(record -> reasons.add(new String(
                                    record.headers()
                                            .lastHeader(RawRecordHeaders.REASON)
                                            .value(),
                                    StandardCharsets.UTF_8)));
                    return reasons.size() >= 3;
                });
            }
            assertThat(reasons).hasSize(3);
            assertThat(reasons).anyMatch(reason -> reason.startsWith("binary: "));
            assertThat(reasons).anyMatch(reason -> reason.startsWith("too-long: "));
            assertThat(reasons).anyMatch(reason -> reason.startsWith("too-deep: "));

            awaitTotal(stack, "message:beside", 2 * GOOD_LINES);
            awaitTotal(stack, "message:ahead", 1);
            // The clock that is ten years ahead closes no flow too early and holds none back.
            Awaitility.await("the good lines' flow")
                    .atMost(LAND)
                    .until(() -> get(stack, "flows/4bf92f3577b34da6a3ce929d0e0e4736")
                                    .path("lines")
                                    .intValue()
                            == 2 * GOOD_LINES);

            String shown = stack.ask("search", "message:onerror", "--from=now-2000d");
            assertThat(shown).contains("onerror").doesNotContain("\u001b]").doesNotContain("\u001b[2J");
            PagesIT.browserTests(stack.apiUrl(), "markup", folder.resolve("pages.out"));
            assertThat(up.alive()).isTrue();
        }
    }

    private static void writeBad(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < GOOD_LINES; i++) {
                out.write(good("orders", i));
                switch (i) {
                    case 10 -> out.write(binary());
                    case 15 -> out.write(line(timed("orders", 15) + "x".repeat(50 << 20)));
                    case 20 -> out.write(line("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
                    case 25 ->
                        out.write(
                                line(Instant.now().plus(Duration.ofDays(3653)) + " INFO orders.Clock - ahead of time"));
                    case 30 -> out.write(line(timed("orders", 30) + HOSTILE));
                    default -> {
                        // Nothing bad here.
                    }
                }
            }
        }
    }

    private static void writeGood(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < GOOD_LINES; i++) {
                out.write(good("stock", i));
            }
        }
    }

    private static byte[] good(String service, int number) {
        return line(timed(service, number) + "traceId=4bf92f3577b34da6a3ce929d0e0e4736 spanId=00f067aa0ba902b7 line "
                + number + " beside the others");
    }

    private static String timed(String service, int number) {
        return Instant.parse("2026-03-01T10:00:00.001Z").plusMillis(number * 100L) + " INFO " + service + ".Main - ";
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] binary() {
        byte[] bytes = new byte[4096];
        new Random(5).nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? 0 : bytes[i];
        }
        byte[] line = Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        return line;
    }

    private void awaitTotal(Stack stack, String query, int total) {
        Awaitility.await(total + " of " + query).atMost(LAND).until(() -> {
            String range = "&from=now-2000d&to=" + Instant.now().plus(Duration.ofDays(4000));
            return get(stack, "logs?size=1&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + range)
                            .path("total")
                            .intValue()
                    == total;
        });
    }

    private JsonNode get(Stack stack, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.apiUrl() + "/api/v1/" + path))
                .build();
        return new ObjectMapper()
                .readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static KafkaConsumer<byte[], byte[]> rejected(String bootstrap) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "group.id",
                        "test",
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of("throughline.rejected"));
        return consumer;
    }
}
