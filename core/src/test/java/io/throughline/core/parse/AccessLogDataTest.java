package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access logs of real servers, where the data are at hand. */
class AccessLogDataTest {
    private static final String MODULES = "ecs/filebeat/module/";

    @Test
    void everyLineOfAWebServerButTheBrokenOneIsAHop() throws IOException {
        List<Hop> hops = new ArrayList<>();
        List<LogEvent> others = new ArrayList<>();
        for (String line : DataSets.lines("access-logs/elastic_apache_10k.log.gz")) {
            LogEvent event = Records.event(line);
            if (event.hop() == null) {
                others.add(event);
            } else {
                hops.add(event.hop());
            }
        }

        // Its last quote is missing. What is there is kept.
        assertThat(others).singleElement().satisfies(event -> {
            assertThat(event.message()).startsWith("46.118.127.106 ").endsWith("/bot.html");
            assertThat(event.timestamp()).isEqualTo("2015-05-20T12:05:17Z");
        });
        assertThat(count(hops, hop -> String.valueOf(hop.method())))
                .containsExactlyInAnyOrderEntriesOf(Map.of("GET", 9951, "HEAD", 42, "POST", 5, "OPTIONS", 1));
        assertThat(count(hops, hop -> Objects.requireNonNull(hop.status()) / 100 + "xx"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("2xx", 9170, "3xx", 609, "4xx", 217, "5xx", 3));
        assertThat(hops).allSatisfy(hop -> {
            assertThat(hop.operation()).startsWith(hop.method() + " /");
            assertThat(hop.start()).isBetween("2015-05-17T00:00:00Z", "2015-05-21T00:00:00Z");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nginx/access/test/test.log", "apache/access/test/test.log", "traefik/access/test/test.log"})
    void agreesWithAnotherParser(String file) throws IOException {
        List<String> lines = DataSets.lines(MODULES + file);
        JsonNode expected = new JsonMapper()
                .readTree(DataSets.find(MODULES + file + "-expected.json").toFile());

        assertThat(expected).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            agrees(lines.get(i), expected.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx/access/test/access.log",
                "apache/access/test/darwin-2.4.23.log",
                "apache/access/test/ubuntu-2.2.22.log",
                "apache/access/test/ssl-request.log"
            })
    void makesAHopOfEveryLine(String file) throws IOException {
        assertThat(DataSets.lines(MODULES + file))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(Records.event(line).hop()).isNotNull());
    }

    private static void agrees(String line, JsonNode expected) {
        LogEvent event = Records.event(line);
        Hop hop = Objects.requireNonNull(event.hop(), line);
        String path = text(expected, "url.original");

        assertThat(event.timestamp())
                .as(line)
                .isEqualTo(Instant.parse(expected.get("@timestamp").asText()));
        assertThat(hop.method()).as(line).isEqualTo(text(expected, "http.request.method"));
        assertThat(hop.path()).as(line).isEqualTo(path == null ? null : path.replaceFirst("\\?.*", ""));
        assertThat(String.valueOf(hop.status())).as(line).isEqualTo(text(expected, "http.response.status_code"));
        assertThat(hop.responseBytes() == null ? null : hop.responseBytes().toString())
                .as(line)
                .isEqualTo(text(expected, "http.response.body.bytes"));
        assertThat(hop.sourceIp()).as(line).isEqualTo(text(expected, "source.ip"));
        assertThat(hop.userAgent()).as(line).isEqualTo(text(expected, "user_agent.original"));
        assertThat(hop.principal()).as(line).isEqualTo(text(expected, "user.name"));
        assertThat(event.labels().get("http.request.referrer"))
                .as(line)
                .isEqualTo(text(expected, "http.request.referrer"));
    }

    /** A dash stands for none. */
    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value == null || value.asText().equals("-") ? null : value.asText();
    }

    private static Map<String, Integer> count(List<Hop> hops, Function<Hop, String> key) {
        Map<String, Integer> counts = new HashMap<>();
        hops.forEach(hop -> counts.merge(key.apply(hop), 1, Integer::sum));
        return counts;
    }
}
