package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fluent Bit's own expectations of its Kubernetes filter, as its Kafka output writes such records. */
class ShipperDataTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TAKEN =
            List.of("pod_name", "namespace_name", "host", "docker_id", "container_image");

    @Test
    void everyEnrichedRecordIsUnderstood() throws IOException {
        Path folder = DataSets.find("fluent/kubernetes/out");
        List<Path> outs;
        try (Stream<Path> files = Files.walk(folder)) {
            outs = files.filter(Files::isRegularFile).sorted().toList();
        }

        assertThat(outs).hasSize(55);
        for (Path out : outs) {
            JsonNode timed = JSON.readTree(Files.readString(out));
            understood(out.toString(), timed.get(0).decimalValue(), (ObjectNode) timed.get(1));
        }
    }

    @Test
    void anEnrichedRecordSaysWhatItsLineSays() throws IOException {
        Path folder = DataSets.find("fluent/kubernetes");
        int compared = 0;
        for (String line : Files.readAllLines(folder.resolve("cases.ndjson"))) {
            JsonNode expectation = JSON.readTree(line);
            if (expectation.get("out").isNull()) {
                continue;
            }
            JsonNode timed = JSON.readTree(
                    Files.readString(folder.resolve(expectation.get("out").asText())));
            if (timed.get(1).has("log")) {
                String logged = logged(
                        folder.resolve(expectation.get("log").asText()),
                        timed.get(1).get("stream").asText());
                same(expectation.get("log").asText(), Records.event(logged), kafka(timed));
                compared++;
            }
        }

        assertThat(compared).isGreaterThanOrEqualTo(30);
    }

    private static void understood(String name, BigDecimal seconds, ObjectNode record) {
        LogEvent event = Records.event(withTime(seconds, record));
        JsonNode kubernetes = record.get("kubernetes");
        Origin origin = event.origin();

        assertThat(event.timestamp()).as(name).isEqualTo(instant(seconds));
        assertThat(origin.containerName()).as(name).isEqualTo(text(kubernetes, "pod_name"));
        assertThat(origin.namespace()).as(name).isEqualTo(text(kubernetes, "namespace_name"));
        assertThat(origin.containerId()).as(name).isEqualTo(text(kubernetes, "docker_id"));
        assertThat(origin.image()).as(name).isEqualTo(text(kubernetes, "container_image"));
        String host = text(kubernetes, "host");
        assertThat(origin.host()).as(name).isEqualTo(host == null ? Records.ORIGIN.host() : host);
        String line = text(record, record.has("MESSAGE") ? "MESSAGE" : "log");
        if (line != null && !line.startsWith("{")) {
            assertThat(line.strip()).as(name).endsWith(event.message());
            assertThat(event.message()).as(name).isNotEmpty();
        }

        Map<String, String> labels = new HashMap<>();
        flatten("", record, labels);
        TAKEN.forEach(known -> labels.remove("kubernetes." + known));
        List.of("log", "MESSAGE", "text", "message", "PRIORITY", "_HOSTNAME", "SYSLOG_IDENTIFIER")
                .forEach(labels::remove);
        assertThat(event.labels()).as(name).containsAllEntriesOf(labels);
    }

    private static void same(String name, LogEvent logged, LogEvent shipped) {
        assertThat(shipped.message()).as(name).isEqualTo(logged.message());
        assertThat(shipped.level()).as(name).isEqualTo(logged.level());
        assertThat(shipped.timestamp()).as(name).isCloseTo(logged.timestamp(), within(1, ChronoUnit.MICROS));
        assertThat(shipped.labels()).as(name).containsAllEntriesOf(logged.labels());
    }

    /** The lines of one message of that stream, for partial lines are joined before the filter sees them. */
    private static String logged(Path file, String stream) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode parts = JSON.readTree(line);
            if (parts.get("stream").asText().equals(stream)) {
                lines.add(line);
            }
        }
        return String.join("\n", lines);
    }

    private static LogEvent kafka(JsonNode timed) {
        return Records.event(withTime(timed.get(0).decimalValue(), (ObjectNode) timed.get(1)));
    }

    private static String withTime(BigDecimal seconds, ObjectNode record) {
        return "{\"@timestamp\":" + seconds.toPlainString() + ","
                + record.toString().substring(1);
    }

    private static Instant instant(BigDecimal seconds) {
        return Instant.EPOCH.plusNanos(seconds.movePointRight(9).longValueExact());
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
        node.properties().forEach(member -> {
            String name = prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey();
            if (member.getValue().isObject()) {
                flatten(name, member.getValue(), into);
            } else if (member.getValue().isTextual()
                    && !member.getValue().asText().isEmpty()) {
                into.put(name, member.getValue().asText());
            }
        });
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null ? null : value.asText();
    }
}
