package io.throughline.stream.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.rules.LoginRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesOverFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<Line> lines = new ArrayList<>();

    @TempDir
    private Path folder;

    private record Line(int second, String text) {}

    @BeforeEach
    void write() throws Exception {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("logins.yml"), LoginRules.TEXT);
        Files.writeString(rules.resolve("bad.yml"), "title: bad\nlogsource: {category: webserver}\n");
        for (int second = 0; second < 300; second++) {
            line(second, "ann", "GET /things/" + second % 7, 200);
        }
        line(60, "-", "GET /up/shell.php?c=id", 404);
        line(75, "-", "GET /up/shell.php?c=ls", 404);
        for (int i = 0; i < 7; i++) {
            line(100 + 2 * i, "bob", "POST /login", 401);
        }
        line(118, "bob", "POST /login", 200);
        line(200, "eve", "POST /login", 401);
    }

    private void line(int second, String user, String request, int status) {
        lines.add(new Line(
                second,
                "203.0.113.7 - %s [%s] \"%s HTTP/1.1\" %d 5 \"-\" \"curl/8.5.0\""
                        .formatted(user, TIME.format(TEN.plusSeconds(second)), request, status)));
    }

    private List<JsonNode> alerts(String name, List<Line> order, int parallelism) throws Exception {
        Path logs = Files.createDirectory(folder.resolve(name));
        Files.write(logs.resolve("access.log"), order.stream().map(Line::text).toList());
        Settings settings =
                new Settings(Map.of("detect.rules", folder.resolve("rules").toString()));
        Analysis.run(new AnalysisRequest(
                List.of(logs.toString()),
                folder.resolve(name + "-out"),
                "host",
                OriginOverrides.NONE,
                JobConfig.from(settings),
                parallelism));
        return read(name + "-out/alerts.ndjson").stream()
                .filter(alert -> !alert.path("expected").textValue().contains("in any request"))
                .toList();
    }

    private List<JsonNode> read(String file) throws Exception {
        List<JsonNode> read = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(file))) {
            read.add(JSON.readTree(line));
        }
        return read;
    }

    private List<Line> inOrder() {
        return lines.stream().sorted(Comparator.comparingInt(Line::second)).toList();
    }

    /** No line comes later than the watermark allows. */
    private List<Line> shuffled() {
        Random random = new Random(3);
        record Placed(double place, Line line) {}
        return lines.stream()
                .map(line -> new Placed(line.second + 4 * random.nextDouble(), line))
                .sorted(Comparator.comparingDouble(Placed::place))
                .map(Placed::line)
                .toList();
    }

    private static List<String> titles(List<JsonNode> alerts) {
        return alerts.stream().map(alert -> alert.path("title").textValue()).toList();
    }

    @Test
    void findsWhatRulesAndCorrelationsSay() throws Exception {
        List<JsonNode> alerts = alerts("logs", inOrder(), 1);

        assertThat(titles(alerts))
                .containsExactlyInAnyOrder(
                        "Web shell asked for, access, 203.0.113.7",
                        "A password was guessed, bob",
                        "Failed and never done, eve",
                        "Few logins, bob");
        JsonNode alert = alerts.getFirst();
        assertThat(alert.path("rule").textValue()).isEqualTo("0c6f5d1e-6a35-4b55-9a0c-7d1a0c8a4f11");
        assertThat(alert.path("severity").textValue()).isEqualTo("high");
        assertThat(alert.path("technique").get(0).textValue()).isEqualTo("T1505.003");
        assertThat(alert.path("count").longValue()).isEqualTo(2);
        assertThat(alert.path("evidence")).hasSize(2);
        assertThat(alert.path("seen").textValue())
                .contains("Web shell asked for: url.path is /up/shell.php, http.request.method is GET")
                .contains("1 more");
        assertThat(read("logs-out/findings.ndjson"))
                .extracting(finding -> finding.path("reason").textValue())
                .contains("A password was guessed: guessing, then done within 1m for user.id bob")
                .noneMatch(reason -> reason.startsWith("Login"));
    }

    @Test
    void findsTheSameOnFourTasksAndInAnotherOrder() throws Exception {
        List<JsonNode> alone = alerts("alone", inOrder(), 1);
        List<JsonNode> four = alerts("four", inOrder(), 4);
        List<JsonNode> disturbed = alerts("disturbed", shuffled(), 4);

        assertThat(alone).hasSize(4);
        assertThat(four).isEqualTo(alone);
        assertThat(ids(disturbed)).isEqualTo(ids(alone));
    }

    private static List<String> ids(List<JsonNode> alerts) {
        return alerts.stream().map(alert -> alert.path("id").textValue()).toList();
    }
}
