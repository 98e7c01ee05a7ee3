package io.throughline.stream.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private JsonNode analyse(Path path, String out) throws Exception {
        return Analysis.run(new AnalysisRequest(
                List.of(path.toString()),
                folder.resolve(out),
                "host",
                OriginOverrides.NONE,
                JobConfig.from(new Settings(Map.of())),
                2));
    }

    @Test
    void findsEveryFlowOfARealDayWithExactlyItsLinesAndTheSameBytesTwice() throws Exception {
        Path containers = Path.of("../../shared/data/trainticket/containers");
        assumeTrue(Files.isDirectory(containers), "the data set is not beside this checkout");

        JsonNode summary = analyse(containers, "first");
        analyse(containers, "second");

        assertThat(summary.path("events").longValue()).isEqualTo(171_095);
        assertThat(summary.path("rejected").longValue()).isZero();
        assertThat(summary.path("flows").longValue()).isEqualTo(4_551);
        Map<String, Set<String>> eventsOfTraces = new HashMap<>();
        try (Stream<String> events = lines("first/events.ndjson")) {
            events.map(AnalysisIT::json)
                    .forEach(event -> eventsOfTraces
                            .computeIfAbsent(event.path("trace.id").textValue(), trace -> new HashSet<>())
                            .add(event.path("event.id").textValue()));
        }
        Map<String, Set<String>> eventsOfFlows = new HashMap<>();
        try (Stream<String> flows = lines("first/flows.ndjson")) {
            flows.map(AnalysisIT::json).forEach(flow -> {
                Set<String> events = new HashSet<>();
                flow.path("hops").forEach(hop -> hop.path("events").forEach(event -> events.add(event.textValue())));
                eventsOfFlows.put(flow.path("id").textValue(), events);
            });
        }
        assertThat(eventsOfFlows).isEqualTo(eventsOfTraces);
        try (Stream<String> inventory = lines("first/inventory.ndjson")) {
            List<JsonNode> pods = inventory.map(AnalysisIT::json).toList();
            assertThat(pods).hasSize(27);
            assertThat(pods.stream()
                            .mapToLong(pod -> pod.path("events").longValue())
                            .sum())
                    .isEqualTo(171_095);
            assertThat(pods)
                    .allSatisfy(pod -> assertThat(pod.path("first_seen").textValue())
                            .isLessThanOrEqualTo(pod.path("last_seen").textValue()));
        }
        try (Stream<String> templates = lines("first/templates.ndjson")) {
            List<JsonNode> all = templates.map(AnalysisIT::json).toList();
            assertThat(all).hasSizeBetween(100, 250);
            assertThat(all.stream()
                            .mapToLong(template -> template.path("events").longValue())
                            .sum())
                    .isEqualTo(171_095);
            assertThat(all)
                    .noneSatisfy(template ->
                            assertThat(template.path("template").textValue()).doesNotContainPattern("\\p{L}"));
        }
        for (String file : List.of(
                "events.ndjson",
                "templates.ndjson",
                "flows.ndjson",
                "hops.ndjson",
                "alerts.ndjson",
                "findings.ndjson",
                "inventory.ndjson")) {
            assertThat(Files.mismatch(
                            folder.resolve("first").resolve(file),
                            folder.resolve("second").resolve(file)))
                    .as(file)
                    .isEqualTo(-1);
        }
    }

    @Test
    void keepsWhatCannotBeReadWithFileLineAndReason() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        String good = "{\"log\":\"fine\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-01T10:00:00Z\"}\n";
        byte[] garbage = new byte[500];
        new Random(3).nextBytes(garbage);
        for (int i = 0; i < garbage.length; i++) {
            garbage[i] = garbage[i] == '\n' ? 0 : garbage[i];
        }
        Path file = logs.resolve("app.log");
        Files.write(file, good.getBytes(StandardCharsets.UTF_8));
        Files.write(file, garbage, StandardOpenOption.APPEND);
        Files.writeString(file, "\n" + "[".repeat(100_000) + "\n" + good, StandardOpenOption.APPEND);

        JsonNode summary = analyse(logs, "out");

        assertThat(summary.path("events").longValue() + summary.path("rejected").longValue())
                .isEqualTo(4);
        try (Stream<String> rejected = lines("out/rejected.ndjson")) {
            assertThat(rejected.map(AnalysisIT::json).toList()).anySatisfy(line -> {
                assertThat(line.path("file").textValue()).isEqualTo("app.log");
                assertThat(line.path("line").longValue()).isEqualTo(2);
                assertThat(line.path("reason").textValue()).startsWith("binary: ");
            });
        }
    }

    @Test
    void findsNothingInFilesThatHoldNothing() throws Exception {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Files.createFile(logs.resolve("empty.log"));

        assertThat(analyse(logs, "out").path("events").longValue()).isZero();
    }

    @SuppressWarnings("StreamResourceLeak") // Closed by those who ask for it.
    private Stream<String> lines(String file) throws IOException {
        return Files.lines(folder.resolve(file));
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
