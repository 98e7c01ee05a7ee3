package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.model.LogEvent;
import io.throughline.core.schema.EcsEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of web servers and proxies against the documents that another parser made of them, field for field. */
class EcsDataTest {
    private static final String MODULES = "ecs/filebeat/module/";

    /** Fields that have another name here, with the reason. A name that is in neither table has to be the same. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry(
                    "http.response.body.bytes", "http.response.bytes"), // what access logs count has headers or has not
            Map.entry("user.name", "user.id"), // the schema's principal
            Map.entry("apache.access.ssl.cipher", "tls.cipher"), // ECS has had a name since
            Map.entry("apache.access.ssl.protocol", "tls.version")); // ECS has had a name since

    /** Fields that are not kept, with the reason. */
    private static final Map<String, String> NOT_KEPT = Map.ofEntries(
            Map.entry("ecs.version", "of the other parser"),
            Map.entry("event.module", "event.dataset says it"),
            Map.entry("event.dataset", "compared where the form tells who wrote the line"),
            Map.entry("fileset.name", "of the other parser"),
            Map.entry("input.type", "of the other parser"),
            Map.entry("log.offset", "of the other parser: characters; here throughline.offset"),
            Map.entry("service.type", "event.dataset says it"),
            Map.entry("source.address", "source.ip or source.domain"),
            Map.entry("url.original", "compared as url.path and url.query"),
            Map.entry("http.version", "nobody searches for it"),
            Map.entry("traefik.access.user_identifier", "always a dash"),
            Map.entry("nginx.access.remote_ip_list", "in the message; source.ip is the nearest to the user"),
            Map.entry("haproxy.mode", "whether there is a status says it"),
            Map.entry("haproxy.source", "source.ip"),
            Map.entry("haproxy.bytes_read", "http.response.bytes"),
            Map.entry("haproxy.backend_queue", "a gauge, not of the request"),
            Map.entry("haproxy.server_queue", "a gauge, not of the request"),
            Map.entry("haproxy.connections.active", "a gauge, not of the request"),
            Map.entry("haproxy.connections.backend", "a gauge, not of the request"),
            Map.entry("haproxy.connections.frontend", "a gauge, not of the request"),
            Map.entry("haproxy.connections.server", "a gauge, not of the request"),
            Map.entry("haproxy.connections.retries", "in the message"),
            Map.entry("haproxy.connection_wait_time_ms", "in the message; event.duration is the whole"),
            Map.entry("haproxy.total_waiting_time_ms", "in the message; event.duration is the whole"),
            Map.entry("haproxy.http.request.time_wait_ms", "in the message; event.duration is the whole"),
            Map.entry("haproxy.http.request.time_wait_without_data_ms", "in the message; event.duration is the whole"),
            Map.entry("haproxy.http.request.captured_cookie", "may be a session's secret"),
            Map.entry("haproxy.http.response.captured_cookie", "may be a session's secret"),
            Map.entry("haproxy.http.request.captured_headers", "compared as one text, with its bars"),
            Map.entry("haproxy.http.response.captured_headers", "empty everywhere"),
            Map.entry("haproxy.http.request.raw_request_line", "compared as method, path and query"));

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
        "apache/error/test/test.log, 3"
    })
    void agreesWithAnotherParserInEveryField(String file, int count) throws IOException {
        List<String> lines = DataSets.lines(MODULES + file).stream()
                .filter(line -> !line.isBlank())
                .toList();
        JsonNode expected =
                json.readTree(DataSets.find(MODULES + file + "-expected.json").toFile());

        assertThat(expected).hasSize(count).hasSameSizeAs(lines);
        for (int i = 0; i < count; i++) {
            agrees(lines.get(i), expected.get(i));
        }
    }

    /** A line of syslog names no year: an envelope has to tell when a connection began. */
    @Test
    void doesNotGuessTheYearOfASyslogLine() throws IOException {
        String line = DataSets.lines(MODULES + "haproxy/log/test/default.log").getFirst();

        assertThat(Records.rejection(line)).startsWith("no-time: ");
        assertThat(Records.event(Records.docker(line)).timestamp()).isEqualTo("2026-11-22T10:00:00.123456789Z");
    }

    private void agrees(String line, JsonNode expected) throws IOException {
        boolean undated = !expected.has("@timestamp") && line.contains("Connect from");
        JsonNode document = document(Records.event(undated ? Records.docker(line) : line));
        for (String name : new TreeSet<>(
                expected.properties().stream().map(Map.Entry::getKey).toList())) {
            boolean enriched = name.startsWith("source.geo.")
                    || (name.startsWith("user_agent.") && !name.equals("user_agent.original"));
            if (!enriched && !NOT_KEPT.containsKey(name)) {
                assertThat(text(document, RENAMED.getOrDefault(name, name)))
                        .as("%s of %s", name, line)
                        .isEqualTo(wanted(name, expected.get(name)));
            }
        }
        elsewhere(line, expected, document);
    }

    /** What stands in other fields than there. */
    private static void elsewhere(String line, JsonNode expected, JsonNode document) {
        JsonNode url = expected.get("url.original");
        if (url != null) {
            assertThat(url(document)).as(line).isEqualTo(url.asText());
        }
        JsonNode request = expected.get("haproxy.http.request.raw_request_line");
        if (request != null) {
            assertThat(text(document, "http.request.method") + " " + url(document) + " HTTP/1.1")
                    .as(line)
                    .isEqualTo(request.asText());
        }
        JsonNode headers = expected.get("haproxy.http.request.captured_headers");
        if (headers != null) {
            assertThat(text(document, "haproxy.http.request.captured_headers"))
                    .as(line)
                    .startsWith(headers.get(0).asText());
        }
        JsonNode bytes = expected.get("haproxy.bytes_read");
        if (bytes != null) {
            assertThat(text(document, "http.response.bytes")).as(line).isEqualTo(bytes.asText());
        }
        String dataset = text(document, "event.dataset");
        if (dataset != null) {
            assertThat(dataset).as(line).isEqualTo(expected.get("event.dataset").asText());
        }
    }

    private static String url(JsonNode document) {
        String query = text(document, "url.query");
        return text(document, "url.path") + (query == null ? "" : "?" + query);
    }

    /** A dash is none; times there have milliseconds; levels here are six words in capitals. */
    private static @Nullable String wanted(String name, JsonNode value) {
        String text = value.asText();
        return switch (name) {
            case "@timestamp" -> Instant.parse(text).toString();
            case "log.level" -> text.equals("notice") ? "INFO" : text.toUpperCase(Locale.ROOT);
            default -> text.equals("-") ? null : text;
        };
    }

    private static @Nullable String text(JsonNode document, String name) {
        JsonNode value = document.has(name)
                ? document.get(name)
                : document.path("throughline.labels").get(name);
        if (value == null) {
            return null;
        }
        return name.equals("@timestamp")
                ? Instant.parse(value.asText()).truncatedTo(ChronoUnit.MILLIS).toString()
                : value.asText();
    }

    private JsonNode document(LogEvent event) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = factory.createGenerator(text)) {
            EcsEvent.write(generator, event, null);
        }
        return json.readTree(text.toString());
    }
}
