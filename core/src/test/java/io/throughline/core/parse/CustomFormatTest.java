package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.config.InvalidSettingsException;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomFormatTest {
    private static final String NGINX =
            "shop $time_iso8601|$remote_addr|$request|$status|$body_bytes_sent|$request_time"
                    + "|$http_user_agent|$http_x_request_id|${upstream_addr}";
    private static final String ENVOY =
            "[%START_TIME%] %REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% -> %RESPONSE_CODE% in %DURATION%ms \"%REQ(USER-AGENT)%\"";
    private static final String GROK =
            "%{TIMESTAMP_ISO8601:time} %{WORD} %{IP:client_ip} asked '%{DATA:request}' got %{INT:status}";

    @Test
    void readsAnNginxLogFormat() {
        Hop hop = Objects.requireNonNull(hop(
                NGINX,
                "shop 2026-11-22T10:00:00+00:00|203.0.113.7|GET /orders/10045 HTTP/1.1|503|612|0.250|curl|7f3a|-",
                null));
        assertThat(hop.path()).isEqualTo("/orders/10045");
        assertThat(hop.status()).isEqualTo(503);
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(250));
        assertThat(hop.responseBytes()).isEqualTo(612);
        assertThat(hop.sourceIp()).isEqualTo("203.0.113.7");
        assertThat(hop.userAgent()).isEqualTo("curl");
    }

    @Test
    void readsAnEnvoyFormatString() {
        Hop hop = Objects.requireNonNull(
                hop(ENVOY, "[2026-11-22T10:00:00.123Z] GET /orders/10045 -> 503 in 12ms \"say \\\"hi\\\"\"", null));

        assertThat(hop.start()).isEqualTo("2026-11-22T10:00:00.123Z");
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(hop.operation()).isEqualTo("GET /orders/{id}");
        assertThat(hop.userAgent()).isEqualTo("say \\\"hi\\\"");
    }

    @Test
    void readsAGrokLikePattern() {
        Hop hop = Objects.requireNonNull(
                hop(GROK, "2026-11-22T10:00:00Z x 203.0.113.7 asked 'GET /stock HTTP/1.1' got 200", null));

        assertThat(hop.operation()).isEqualTo("GET /stock");
        assertThat(hop.sourceIp()).isEqualTo("203.0.113.7");
    }

    @Test
    void prefersTheFormThatTheSourceIsToldToHave() {
        String line = "203.0.113.7 - anna [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 503 612";
        String pattern = "$remote_addr - $remote_user [$time_local] \"$request\" $status $request_length";

        assertThat(Objects.requireNonNull(hop(pattern, line, "mine")).requestBytes())
                .isEqualTo(612);
        assertThat(Objects.requireNonNull(hop(pattern, line, null)).responseBytes())
                .isEqualTo(612);
    }

    @Test
    void leavesOtherLinesToTheirReaders() {
        assertThat(event(GROK, "2026-11-22T10:00:00.123Z  INFO 1 --- [a] [b] c.M : asked", "mine")
                        .message())
                .isEqualTo("asked");
    }

    @Test
    void saysWhatIsWrongWithAPattern() {
        Settings settings = new Settings(Map.of("parse.formats", """
                a $b$c
                b no name
                onlyaname
                d %{IPORHOST:source.address} %{NOSUCH:x}
                e %{WORD:a} (?<b>x
                f %{WORD:a} (?=x)
                g %{WORD:a b}
                h %{WORD:a
                i %{WORD}
                j %{WORD:a} [x
                k %{WORD:a} (?<b
                """));
        ParseLimits.from(settings);

        assertThatThrownBy(settings::verify)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("a: at 3: nothing tells where the value before '$c' ends")
                .hasMessageContaining("b: has 0 names")
                .hasMessageContaining("d: at 28: no pattern is named 'NOSUCH'")
                .hasMessageContaining("e: missing closing )")
                .hasMessageContaining("f: at 11: invalid or unsupported Perl syntax: (?=")
                .hasMessageContaining("g: at 1: 'a b' is no name of a field")
                .hasMessageContaining("h: at 1: %{ without }")
                .hasMessageContaining("i: has 0 names")
                .hasMessageContaining("j: at 11: missing closing ]: [x")
                .hasMessageContaining("k: at 11: (?< without >")
                .hasMessageContaining("must have a name, a blank and a pattern");
    }

    private static @Nullable Hop hop(String pattern, String line, @Nullable String format) {
        return event(pattern, line, format).hop();
    }

    private static LogEvent event(String pattern, String line, @Nullable String format) {
        ParseLimits limits = ParseLimits.from(new Settings(Map.of("parse.formats", "mine " + pattern)));
        Origin origin = new Origin("node1", "orders", null, null, null, null, null, format);
        byte[] value = line.getBytes(StandardCharsets.UTF_8);
        return (LogEvent) new Normaliser(limits).normalise(new RawRecord("a", 0, value, origin));
    }
}
