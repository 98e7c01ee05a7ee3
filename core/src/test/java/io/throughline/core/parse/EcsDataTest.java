package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.schema.EcsEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of servers against the documents that another parser made of them, field for field: none missing there, and none that is not accounted for here. */
class EcsDataTest {
    private static final String MODULES = "ecs/filebeat/module/";

    /**
     * Every field of the expected documents that is not compared under its own name, with the reason. A field that is not here has to
     * be in the document and to have the same value.
     *
     * @param now what the document has in its place; empty: nothing
     */
    private record Outdated(String field, String now, String reason) {}

    private static final List<Outdated> OUTDATED = List.of(
            new Outdated("apache.access.ssl.cipher", "tls.cipher", "the schema has a name for it since 1.5"),
            new Outdated("apache.access.ssl.protocol", "tls.version", "the schema has a name for it since 1.5"),
            new Outdated("log.offset", "throughline.offset", "never a name of the schema but Filebeat's own"),
            new Outdated("log.flags", "", "never a name of the schema: that Filebeat joined lines"),
            new Outdated("fileset.name", "", "never a name of the schema; event.dataset ends with it"),
            new Outdated("input.type", "", "never a name of the schema: how Filebeat got the line"),
            new Outdated("ecs.version", "", "1.0.0; the documents are of another version of the schema"),
            new Outdated("source.geo.*", "", "made by a database of addresses, not told by the line"),
            new Outdated("user_agent.*", "", "made by a database of browsers; the line's is user_agent.original"));

    /** What documents have besides, with the reason. */
    private static final Map<String, String> BESIDES = Map.ofEntries(
            Map.entry("event.id", "the document's id"),
            Map.entry("throughline.", "own fields"),
            Map.entry("host.name", "of the origin, which the test makes"),
            Map.entry("log.file.path", "of the origin, which the test makes"),
            Map.entry("service.name", "of the origin, which the test makes"),
            Map.entry("message", "the whole line, where the other parser drops it"),
            Map.entry("@timestamp", "HAProxy's: the other parser leaves it to its pipeline"),
            Map.entry("event.start", "of every request"),
            Map.entry("event.duration", "of every request; 0 where the line does not tell"),
            Map.entry("event.outcome", "of every request"),
            Map.entry("http.response.bytes", "of every request; whether with headers, the form tells"),
            Map.entry("http.request.method", "HAProxy's, which has the request line only there"),
            Map.entry("http.version", "HAProxy's, which has the request line only there"),
            Map.entry("url.path", "of every request"),
            Map.entry("user.id", "the principal of every request that has one"),
            Map.entry("url.query", "of every request that has one"),
            Map.entry("url.original", "of every request"),
            Map.entry("url.domain", "of nginx's error lines, which the other parser leaves in the message"),
            Map.entry("source.ip", "of nginx's error lines, which the other parser leaves in the message"),
            Map.entry("source.address", "of nginx's error lines, which the other parser leaves in the message"),
            Map.entry("http.request.referrer", "of nginx's error lines, which the other parser leaves in the message"),
            Map.entry("related.ip", "where a line names several addresses"),
            Map.entry("service.target.name", "HAProxy's backend, by the schema's name"),
            Map.entry("log.logger", "Kafka's class, by the schema's name"),
            Map.entry("error.code", "Apache's AH number"),
            Map.entry(
                    "haproxy.http.request.captured_headers",
                    "of a line with one pair of braces, which the other parser skips"));

    private final JsonMapper json = new JsonMapper();
    private final JsonFactory factory = new JsonFactory();

    @ParameterizedTest
    @CsvSource({
        "haproxy/log/test/default.log, 1",
        "haproxy/log/test/haproxy.log, 1",
        "haproxy/log/test/httplog-no-headers.log, 3",
        "haproxy/log/test/tcplog.log, 1",
        "nginx/access/test/test.log, 7",
        "nginx/error/test/error.log, 2",
        "traefik/access/test/test.log, 7",
        "apache/access/test/test.log, 6",
        "apache/access/test/ssl-request.log, 1",
        "apache/error/test/test.log, 3",
        "kafka/log/test/controller.log, 20",
        "kafka/log/test/server.log, 20",
        "kafka/log/test/state-change.log, 1",
        "kafka/log/test/state-change-1.1.0.log, 1",
        "kafka/log/test/state-change-2.0.0.log, 1"
    })
    void agreesWithAnotherParserInEveryField(String file, int count) throws IOException {
        Map<Long, String> lines = lines(file);
        JsonNode expected =
                json.readTree(DataSets.find(MODULES + file + "-expected.json").toFile());

        assertThat(expected).hasSize(count).hasSameSizeAs(lines.keySet());
        int i = 0;
        for (Map.Entry<Long, String> line : lines.entrySet()) {
            agrees(file, line.getKey(), line.getValue(), expected.get(i++));
        }
    }

    /** Each of them is of the server whose it is. */
    @ParameterizedTest
    @CsvSource({
        "nginx/access/test/access.log, nginx.access, 12",
        "apache/access/test/darwin-2.4.23.log, apache.access, 6",
        "apache/access/test/ubuntu-2.2.22.log, apache.access, 9",
        "apache/error/test/darwin-2.4.23.log, apache.error, 2",
        "apache/error/test/ubuntu-2.2.22.log, apache.error, 7",
        "kafka/log/test/controller-2.0.0.log, kafka.log, 20",
        "kafka/log/test/server-2.0.0.log, kafka.log, 60"
    })
    void readsTheLogsWithoutExpectedDocumentsToo(String file, String dataset, int count) throws IOException {
        Map<Long, String> lines = lines(file);

        assertThat(lines).hasSizeGreaterThanOrEqualTo(Math.max(1, count));
        for (Map.Entry<Long, String> line : lines.entrySet()) {
            assertThat(text(document(event(file, line.getKey(), line.getValue()))
                            .get("event.dataset")))
                    .as(line.getValue())
                    .isEqualTo(dataset);
        }
    }

    @Test
    void comparesEveryFolderThatHasExpectedDocuments() throws IOException {
        List<String> compared = new ArrayList<>();
        for (var method : EcsDataTest.class.getDeclaredMethods()) {
            CsvSource source = method.getAnnotation(CsvSource.class);
            for (String row : source == null ? new String[0] : source.value()) {
                compared.add(row.substring(0, row.indexOf(',')));
            }
        }
        try (var files = java.nio.file.Files.walk(DataSets.find(MODULES))) {
            assertThat(files.map(path -> DataSets.find(MODULES).relativize(path).toString())
                            .filter(name -> name.endsWith(".log")))
                    .containsExactlyInAnyOrderElementsOf(compared);
        }
    }

    /** A line of syslog names no year: an envelope has to tell when a connection began. */
    @Test
    void doesNotGuessTheYearOfASyslogLine() throws IOException {
        String line = DataSets.lines(MODULES + "haproxy/log/test/default.log").getFirst();

        assertThat(Records.rejection(line)).startsWith("no-time: ");
        assertThat(Records.event(Records.docker(line)).timestamp()).isEqualTo("2026-11-22T10:00:00.123456789Z");
    }

    private void agrees(String file, long offset, String line, JsonNode expected) throws IOException {
        boolean undated = !expected.has("@timestamp") && line.contains("Connect from");
        JsonNode document = document(event(file, offset, undated ? Records.docker(line) : line));
        Map<String, String> wanted = new TreeMap<>();
        Set<String> besides = new TreeSet<>();
        document.fieldNames().forEachRemaining(besides::add);
        expected.properties().forEach(field -> {
            Outdated outdated = outdated(field.getKey());
            String name = outdated == null ? field.getKey() : outdated.now;
            String value = wanted(name, field.getValue());
            if (!name.isEmpty() && value != null) {
                wanted.put(name, value);
            }
        });
        for (Map.Entry<String, String> field : wanted.entrySet()) {
            assertThat(given(field.getKey(), document.get(field.getKey())))
                    .as("%s of %s", field.getKey(), line)
                    .isEqualTo(field.getValue());
        }
        besides.removeAll(wanted.keySet());
        besides.removeIf(name -> BESIDES.containsKey(name) || name.startsWith("throughline."));
        assertThat(besides).as("not expected of %s", line).isEmpty();
    }

    private static @Nullable Outdated outdated(String name) {
        for (Outdated outdated : OUTDATED) {
            boolean all = outdated.field.endsWith("*");
            boolean same = all
                    ? name.startsWith(outdated.field.substring(0, outdated.field.length() - 1))
                    : name.equals(outdated.field);
            if (same && !name.equals("user_agent.original")) {
                return outdated;
            }
        }
        return null;
    }

    /**
     * What says that there is no value is none: a dash, an empty list. Levels are six words in capitals here, for the schema leaves the case
     * to who writes; syslog's notice is INFO.
     */
    private static @Nullable String wanted(String name, JsonNode value) {
        String text = text(value);
        return switch (name) {
            case "@timestamp" -> Instant.parse(value.asText()).toString();
            case "log.level" ->
                value.asText().equals("notice") ? "INFO" : value.asText().toUpperCase(Locale.ROOT);
            default -> value.asText().equals("-") || (value.isArray() && value.isEmpty()) ? null : text;
        };
    }

    private static @Nullable String given(String name, @Nullable JsonNode value) {
        return name.equals("@timestamp") && value != null
                ? Instant.parse(value.asText()).truncatedTo(ChronoUnit.MILLIS).toString()
                : text(value);
    }

    /** With its type: a number is not a text. */
    private static @Nullable String text(@Nullable JsonNode value) {
        return value == null ? null : value.isTextual() ? value.asText() : value.toString();
    }

    /** The records, by where they begin: a line that is not empty, with those of a trace or a list of settings behind it. */
    private static Map<Long, String> lines(String file) throws IOException {
        TreeMap<Long, String> lines = new TreeMap<>();
        long offset = 0;
        for (String line : DataSets.lines(MODULES + file)) {
            if (file.startsWith("kafka") && !line.startsWith("[") && !lines.isEmpty()) {
                lines.merge(lines.lastKey(), line, (first, next) -> first + "\n" + next);
            } else if (!line.isBlank()) {
                lines.put(offset, line);
            }
            offset += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return lines;
    }

    private static LogEvent event(String file, long offset, String line) {
        Origin origin = new Origin("node1", null, null, null, null, null, "/data/" + file, null);
        byte[] value = line.getBytes(StandardCharsets.UTF_8);
        return (LogEvent) new Normaliser(ParseLimits.DEFAULTS).normalise(new RawRecord("a", offset, value, origin));
    }

    private JsonNode document(LogEvent event) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(text)) {
            EcsEvent.write(generator, event, null);
        }
        return json.readTree(text.toString());
    }
}
