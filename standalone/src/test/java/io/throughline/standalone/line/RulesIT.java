package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.ingest.publish.KafkaRuleStore;
import io.throughline.ingest.publish.RuleTopicConfig;
import io.throughline.standalone.up.EmbeddedLine;
import io.throughline.standalone.up.EmbeddedSettings;
import io.throughline.stream.ClusterJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules come, change, are refused and go while the whole line runs, and are there after it was started again. */
class RulesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STOCK = """
            title: Out of stock
            name: stock
            level: high
            logsource: {category: application}
            detection: {words: {message|contains: no stock}, condition: words}
            """;

    private static final String OFTEN = """
            title: Often out of stock
            name: often
            level: critical
            correlation: {type: event_count, rules: [stock], timespan: 1h, condition: {gte: 3}, generate: true}
            """;

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path folder;

    private int written;

    @Test
    void rulesComeChangeAreRefusedAndGoWhileTheLineRuns() throws Exception {
        try (EmbeddedLine line = start()) {
            assertThat(ask(line, "PUT", "/rules/bad.yml", "title: [").statusCode())
                    .isEqualTo(400);
            assertThat(ask(line, "PUT", "/rules/stock.yml", STOCK).statusCode()).isEqualTo(200);
            untilAlerts(line, "stock", 1);

            assertThat(ask(line, "PUT", "/rules/often.yml", OFTEN).statusCode()).isEqualTo(200);
            untilAlerts(line, "often", 1);

            int first = versions(line, "stock").iterator().next();
            ask(line, "PUT", "/rules/stock.yml", STOCK.replace("level: high", "level: low"));
            await().atMost(PATIENCE).until(() -> {
                write(line);
                return versions(line, "stock").size() == 2;
            });
            assertThat(versions(line, "stock")).contains(first);

            try (KafkaRuleStore others = new KafkaRuleStore(topic(line))) {
                others.write("stock.yml", STOCK.replace("|contains", "|contain"));
            }
            await().atMost(PATIENCE)
                    .until(() -> rejected(line).stream()
                            .anyMatch(reason -> reason.startsWith("rule-refused: stock.yml:5:")));
            JsonNode file =
                    JSON.readTree(ask(line, "GET", "/rules/stock.yml", "").body());
            assertThat(file.at("/state").asText()).isEqualTo("refused");
            assertThat(file.at("/problems/0/line").asInt()).isEqualTo(5);
            assertThat(file.at("/rules/0/level").asText())
                    .as("of the version before")
                    .isEqualTo("low");
        }
        try (EmbeddedLine line = start()) {
            Instant again = Instant.now();
            await().atMost(PATIENCE).until(() -> {
                write(line);
                return alerts(line, "stock").stream()
                        .anyMatch(alert ->
                                Instant.parse(alert.at("/windowEnd").asText()).isAfter(again));
            });
            assertThat(versions(line, "stock"))
                    .as("the bad version changed nothing")
                    .hasSize(2);

            JsonNode diff =
                    JSON.readTree(ask(line, "POST", "/rules/diff?id=stock.yml", STOCK.replace("no stock", "nothing"))
                            .body());
            assertThat(diff.at("/lostCount").asInt()).isPositive();

            assertThat(ask(line, "DELETE", "/rules/stock.yml", "").statusCode())
                    .as("often needs it")
                    .isEqualTo(409);
            assertThat(ask(line, "DELETE", "/rules/often.yml", "").statusCode()).isEqualTo(200);
            assertThat(ask(line, "DELETE", "/rules/stock.yml", "").statusCode()).isEqualTo(200);
        }
    }

    private EmbeddedLine start() throws Exception {
        return EmbeddedLine.start(
                EmbeddedSettings.in(
                        folder,
                        Map.of(
                                "jobs.out-of-orderness", "1s",
                                "jobs.idle-after", "1s",
                                "jobs.checkpoint.interval", "1s")),
                ClusterJob::draw,
                words -> {});
    }

    private static RuleTopicConfig topic(EmbeddedLine line) {
        return RuleTopicConfig.from(new Settings(Map.of("kafka.bootstrap", line.kafka())));
    }

    private HttpResponse<String> ask(EmbeddedLine line, String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(line.page() + "/api/v1" + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** A record that the rule is about, written now. */
    private void write(EmbeddedLine line) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", line.kafka()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                            "throughline.raw", "shop", Instant.now() + " WARN no stock, try " + written++))
                    .get();
        }
    }

    private void untilAlerts(EmbeddedLine line, String rule, int count) {
        await().atMost(PATIENCE).until(() -> {
            write(line);
            return alerts(line, rule).size() >= count;
        });
    }

    private List<JsonNode> alerts(EmbeddedLine line, String rule) throws IOException, InterruptedException {
        List<JsonNode> alerts = new ArrayList<>();
        JSON.readTree(ask(line, "GET", "/alerts?rule=" + rule, "").body())
                .at("/items")
                .forEach(alerts::add);
        return alerts;
    }

    private Set<Integer> versions(EmbeddedLine line, String rule) throws IOException, InterruptedException {
        Set<Integer> versions = new TreeSet<>();
        alerts(line, rule)
                .forEach(alert -> versions.add(alert.at("/ruleVersion").asInt()));
        return versions;
    }

    private static List<String> rejected(EmbeddedLine line) {
        List<String> reasons = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", line.kafka(),
                        "group.id", UUID.randomUUID().toString(),
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("throughline.rejected"));
            for (int polls = 0; polls < 10 && reasons.isEmpty(); polls++) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    reasons.add(new String(
                            record.headers().lastHeader("throughline-reason").value(), StandardCharsets.UTF_8));
                }
            }
        }
        return reasons;
    }
}
