package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessLineTest {
    private static final String COMMON =
            "203.0.113.7 - anna [22/Nov/2026:11:00:00 +0100] \"GET /orders/10045?full=1 HTTP/1.1\" 503 612";
    private static final String COMBINED = COMMON + " \"https://shop.example/\" \"curl/8.5\"";
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void makesAHopOfACombinedLine() {
        LogEvent event = Records.event(COMBINED);
        Hop hop = hop(COMBINED);

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.message()).isEqualTo(COMBINED);
        assertThat(event.failed()).isTrue();
        assertThat(event.labels())
                .containsEntry("url.query", "full=1")
                .containsEntry("http.request.referrer", "https://shop.example/");
        assertThat(hop.id()).isEqualTo(event.id());
        assertThat(hop.vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(hop.service()).isEqualTo("orders");
        assertThat(hop.instance()).isEqualTo("orders-1");
        assertThat(hop.start()).isEqualTo(TIME);
        assertThat(hop.duration()).isZero();
        assertThat(hop.operation()).isEqualTo("GET /orders/{id}");
        assertThat(hop.method()).isEqualTo("GET");
        assertThat(hop.path()).isEqualTo("/orders/10045");
        assertThat(hop.status()).isEqualTo(503);
        assertThat(hop.responseBytes()).isEqualTo(612);
        assertThat(hop.principal()).isEqualTo("anna");
        assertThat(hop.sourceIp()).isEqualTo("203.0.113.7");
        assertThat(hop.userAgent()).isEqualTo("curl/8.5");
    }

    @Test
    void makesAHopOfACommonLine() {
        assertThat(hop(COMMON).status()).isEqualTo(503);
        assertThat(hop(COMMON).userAgent()).isNull();
    }

    @Test
    void letsNginxRequestsEndAtTheLinesTime() {
        Hop hop = hop(COMBINED + " 0.250 0.248");

        assertThat(hop.start()).isEqualTo(TIME.minusMillis(250));
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void letsApachesRequestsStartAtTheLinesTime() {
        Hop hop = hop(COMBINED + " 250000");

        assertThat(hop.start()).isEqualTo(TIME);
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void readsBytesInAndOutOfApachesCombinedio() {
        assertThat(hop(COMBINED + " 512 2048").requestBytes()).isEqualTo(512);
        assertThat(hop(COMBINED + " 512 2048").duration()).isZero();
        assertThat(hop(COMBINED + " 512 2048 1500").duration()).isEqualTo(Duration.ofNanos(1_500_000));
    }

    @Test
    void readsTraefiksDuration() {
        Hop hop = hop(COMBINED + " 262 \"Host-host-1\" \"http://172.19.0.3:5601\" 247ms");

        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(247));
        assertThat(hop.start()).isEqualTo(TIME);
    }

    @Test
    void readsTheIngressControllersLine() {
        LogEvent event =
                Records.event(COMBINED + " 438 0.012 [shop-orders-80] [] 10.1.2.3:8080 612 0.011 200 " + TRACE);

        assertThat(event.correlation().requestId()).isEqualTo(TRACE);
        assertThat(event.correlation().traceId()).isNull();
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(hop(event).requestBytes()).isEqualTo(438);
    }

    @Test
    void readsValuesThatAreNamed() {
        LogEvent event = Records.event(COMBINED + " rt=0.012 urt=\"0.001, 0.010\" request_id=\"a b\" rid=7f3a trace_id="
                + TRACE + " span_id=" + SPAN);

        assertThat(event.correlation().requestId()).isEqualTo("7f3a");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().spanId()).isEqualTo(SPAN);
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(12));
    }

    @Test
    void takesAReceivedHeadersSpanAsTheParent() {
        LogEvent event = Records.event(COMBINED + " \"00-" + TRACE + "-" + SPAN + "-01\"");

        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().parentSpanId()).isEqualTo(SPAN);
        assertThat(event.correlation().spanId()).isNull();
    }

    @Test
    void takesTheFirstAddressOutsideOfPrivateNetworks() {
        String rest = COMMON.substring(COMMON.indexOf(" - anna"));

        assertThat(hop("10.0.0.2, 10.0.0.1, 85.181.35.98" + rest).sourceIp()).isEqualTo("85.181.35.98");
        assertThat(hop("10.0.0.2, 10.0.0.1, 127.0.0.1" + rest).sourceIp()).isEqualTo("10.0.0.2");
        assertThat(hop("\"10.5.1.2, 199.96.1.1\" 10.2.1.185" + rest).sourceIp()).isEqualTo("199.96.1.1");
        assertThat(hop("172.32.0.1 9.9.9.9" + rest).sourceIp()).isEqualTo("172.32.0.1");
        assertThat(hop("::1" + rest).sourceIp()).isEqualTo("::1");
    }

    @Test
    void keepsNamesApartFromAddresses() {
        LogEvent byName = Records.event("monitoring-server" + COMMON.substring(11));
        LogEvent virtualHost = Records.event("shop.example:443 " + COMMON);

        assertThat(byName.labels()).containsEntry("source.domain", "monitoring-server");
        assertThat(hop(byName).sourceIp()).isNull();
        assertThat(virtualHost.labels()).containsEntry("url.domain", "shop.example:443");
        assertThat(hop(virtualHost).sourceIp()).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "\\x16\\x03\\x01", "quit", "GET"})
    void keepsARequestThatIsNone(String request) {
        Hop hop = hop("127.0.0.1 - - [22/Nov/2026:10:00:00 +0000] \"" + request + "\" 400 0 \"-\" \"-\"");

        assertThat(hop.status()).isEqualTo(400);
        assertThat(hop.operation()).isNull();
        assertThat(hop.principal()).isNull();
    }

    @Test
    void keepsQuotesWithinQuotes() {
        Hop hop = hop(
                "127.0.0.1 - - [22/Nov/2026:10:00:00 +0000] \"GET /a\\\"b\" 200 - \"-\" \"say \"hi\", or \\\" bye\"");

        assertThat(hop.path()).isEqualTo("/a\\\"b");
        assertThat(hop.userAgent()).isEqualTo("say \"hi\", or \\\" bye");
        assertThat(hop.responseBytes()).isNull();
    }

    @Test
    void takesTheHostOffAnAbsoluteUrl() {
        assertThat(hop(COMMON.replace("/orders/10045", "http://shop.example/orders/10045"))
                        .path())
                .isEqualTo("/orders/10045");
    }

    @Test
    void readsApachesLogOfTlsRequests() {
        LogEvent event = Records.event("[22/Nov/2026:10:00:00 +0000] 172.30.0.119 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256"
                + " \"GET /stock HTTP/1.1\" 1375");

        assertThat(event.labels()).containsEntry("tls.version", "TLSv1.2");
        assertThat(hop(event).responseBytes()).isEqualTo(1375);
        assertThat(hop(event).status()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " \"https://shop.example/\" \"curl",
                " \"no end",
                " \"-\" \"-\" \"no end",
                " \"-\" \"-\" id=\"no end"
            })
    void isNoHopWithoutItsEnd(String rest) {
        LogEvent event = Records.event(COMMON + rest);

        assertThat(event.hop()).isNull();
        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.message()).isEqualTo(COMMON + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 2000 1",
                "10.0.0.1 - - [22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 many",
                "10.0.0.1 - - [22/Nov/2026:10:00:00 +0000]",
                "10.0.0.1 - - [22/Nov/2026:10:00:00 +0000 \"GET / HTTP/1.1\" 200 1",
                "main [10:00:00] \"GET / HTTP/1.1\" 200 1",
                "[22/Nov/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 1375"
            })
    void leavesOtherLinesAlone(String line) {
        assertThat(Records.event(Records.docker(line.replace("\"", "\\\""))).hop())
                .isNull();
    }

    private static Hop hop(String line) {
        return hop(Records.event(line));
    }

    private static Hop hop(LogEvent event) {
        return Objects.requireNonNull(event.hop(), event.message());
    }
}
