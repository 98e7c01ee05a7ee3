package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns as Logstash's users have them, without the time that theirs may take. */
class GrokFormatTest {
    private static final String ORDERS =
            "%{TIMESTAMP_ISO8601:timestamp} \\[%{LOGLEVEL:level}\\] %{IPORHOST:[source][address]}(?::%{POSINT:source.port:int})? "
                    + "%{WORD:verb} %{URIPATHPARAM:url.original} -> %{INT:status} in %{NUMBER:duration_ms:float}ms(?: (?<tenant>[a-z]+))?";

    @Test
    void givesTheFieldsThatThePatternNames() {
        LogEvent event = event(
                ORDERS,
                "2026-11-22T10:00:00.123Z [warn] 203.0.113.7:4711 GET /orders/10045?full=1 -> 503 in 12.5ms blue");
        Hop hop = Objects.requireNonNull(event.hop());

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.123Z");
        assertThat(event.level()).isEqualTo("WARN");
        assertThat(hop.operation()).isEqualTo("GET /orders/{id}");
        assertThat(hop.status()).isEqualTo(503);
        assertThat(hop.duration()).isEqualTo(Duration.ofNanos(12_500_000));
        assertThat(hop.sourceIp()).isEqualTo("203.0.113.7");
        assertThat(event.labels())
                .containsEntry("source.port", "4711")
                .containsEntry("tenant", "blue")
                .containsEntry("event.dataset", "mine");
    }

    @Test
    void leavesOutWhatIsOptionalAndNotThere() {
        LogEvent event = event(ORDERS, "2026-11-22T10:00:00.123Z [warn] shop.example GET /a -> 200 in 1ms");

        assertThat(event.labels())
                .containsEntry("source.address", "shop.example")
                .doesNotContainKeys("source.port", "tenant");
    }

    @Test
    void takesItsMessageFromTheFieldOfThatName() {
        assertThat(event(
                                "%{TIMESTAMP_ISO8601:timestamp} %{LOGLEVEL:level} %{GREEDYDATA:message}",
                                "2026-11-22 10:00:00,123 info it is so")
                        .message())
                .isEqualTo("it is so");
    }

    @Test
    void readsACombinedLineAsItsOwnReaderDoes() {
        String line =
                "203.0.113.7 - anna [22/Nov/2026:11:00:00 +0100] \"GET /orders/10045?full=1 HTTP/1.1\" 503 612 \"https://shop.example/\" \"curl/8.5\"";
        Hop hop = Objects.requireNonNull(event("%{COMBINEDAPACHELOG}", line).hop());
        Hop own = Objects.requireNonNull(Records.event(line).hop());

        assertThat(hop.method()).isEqualTo(own.method());
        assertThat(hop.path()).isEqualTo(own.path());
        assertThat(hop.status()).isEqualTo(own.status());
        assertThat(hop.responseBytes()).isEqualTo(own.responseBytes());
        assertThat(hop.sourceIp()).isEqualTo(own.sourceIp());
        assertThat(hop.principal()).isEqualTo(own.principal());
        assertThat(hop.userAgent()).isEqualTo(own.userAgent());
        assertThat(hop.start()).isEqualTo(own.start());
    }

    @Test
    void hasAnExpressionForEveryNameThatPatternsUse() {
        for (String name : GrokPatterns.names()) {
            assertThat(Pattern.compile(new GrokCompiler("%{" + name + ":x}").expression()))
                    .as(name)
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "INT ~ -12 ~ 1.5",
                "NUMBER ~ 12.75 ~ 1e",
                "BASE16NUM ~ 0xFF ~ xyz",
                "WORD ~ ab_1 ~ a b",
                "NOTSPACE ~ a:b ~ a b",
                "QUOTEDSTRING ~ \"a \\\" b\" ~ \"a",
                "UUID ~ 4bf92f35-77b3-4da6-a3ce-929d0e0e4736 ~ 4bf92f35",
                "EMAILADDRESS ~ a.b+c@shop.example ~ a@",
                "MAC ~ 00:1b:44:11:3a:b7 ~ 00:1b",
                "IP ~ 203.0.113.7 ~ 203.0.113.256",
                "IP ~ 2001:db8::1 ~ 2001",
                "IP ~ ::ffff:203.0.113.7 ~ :",
                "IPORHOST ~ web-1.shop.example ~ web 1",
                "HOSTPORT ~ web-1:8080 ~ web-1",
                "PATH ~ /var/log/a.log ~ var",
                "URI ~ https://a:b@shop.example:8443/x?y=1 ~ shop.example",
                "URIPATHPARAM ~ /orders/1?full=1&x=[2] ~ orders",
                "MONTH ~ Nov ~ Nox",
                "TIME ~ 10:00:00.123 ~ 25:00:00",
                "TIMESTAMP_ISO8601 ~ 2026-11-22 10:00:00,123+01:00 ~ 22.11.2026",
                "HTTPDATE ~ 22/Nov/2026:10:00:00 +0000 ~ 22/Nov/2026",
                "SYSLOGTIMESTAMP ~ Nov  2 10:00:00 ~ 2 Nov",
                "DATESTAMP ~ 11/22/2026 10:00:00 ~ 2026",
                "LOGLEVEL ~ WARNING ~ loud",
                "JAVACLASS ~ io.shop.Orders$1 ~ 1a",
                "PROG ~ nginx-ingress ~ a[1]"
            })
    void tellsWhatANameStandsFor(String name, String matching, String other) {
        Pattern pattern = GrokFormat.compile("a", "%{" + name + ":x}").pattern();

        assertThat(pattern.matches(matching)).as(matching).isTrue();
        assertThat(pattern.matches(other)).as(other).isFalse();
    }

    /** A backtracking engine would be at the first of these lines for years. */
    @Test
    void takesTimeInProportionToTheLine() {
        String[] patterns = {
            "(?<x>(?:a*)*)b", "(?<x>(?:a|a)*)b", "(?:%{DATA:x}a){8}b", "%{GREEDYDATA:x}%{GREEDYDATA:y}%{GREEDYDATA:z}b"
        };
        String line = "a".repeat(GrokFormat.MAX_LINE);
        Instant began = Instant.now();
        for (String pattern : patterns) {
            assertThat(GrokFormat.compile("a", pattern).pattern().matches(line)).isFalse();
        }

        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void isNotTriedOnALineThatIsLongerThanItsEngineIsFor() {
        String line = "2026-11-22T10:00:00Z " + "a".repeat(GrokFormat.MAX_LINE);

        assertThat(event("%{TIMESTAMP_ISO8601:timestamp} %{GREEDYDATA:tenant}", line)
                        .labels())
                .isEmpty();
    }

    private static LogEvent event(String pattern, String line) {
        ParseLimits limits = ParseLimits.from(new Settings(Map.of("parse.formats", "mine " + pattern)));
        Origin origin = new Origin("node1", "orders", null, null, null, null, null, "mine");
        byte[] value = line.getBytes(StandardCharsets.UTF_8);
        return (LogEvent) new Normaliser(limits).normalise(new RawRecord("a", 0, value, origin));
    }
}
