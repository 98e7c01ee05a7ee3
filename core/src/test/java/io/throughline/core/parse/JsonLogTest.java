package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JsonLogTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Instant TIME = Instant.parse("2026-11-22T10:00:00.123Z");

    @Test
    void readsEcsWithAFinishedInboundRequest() {
        LogEvent event = Records.event("{\"@timestamp\":\"2026-11-22T10:00:00.123Z\",\"log.level\":\"WARN\","
                + "\"message\":\"GET /orders/1000 404 12ms\",\"ecs.version\":\"1.2.0\",\"service.name\":\"cart\","
                + "\"process.thread.name\":\"exec-1\",\"log.logger\":\"shop.Access\",\"trace.id\":\"" + TRACE + "\","
                + "\"span.id\":\"00f067aa0ba902b7\",\"parent.id\":\"a0f067aa0ba902b7\",\"span.kind\":\"server\","
                + "\"http.request.id\":\"r-1\",\"http.request.method\":\"GET\",\"url.path\":\"/orders/1000\","
                + "\"http.response.status_code\":404,\"event.duration\":12345678,\"user.name\":\"jane\","
                + "\"source.ip\":\"10.0.0.7\"}");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.service()).isEqualTo("cart");
        assertThat(event.logger()).isEqualTo("shop.Access");
        assertThat(event.thread()).isEqualTo("exec-1");
        assertThat(event.message()).isEqualTo("GET /orders/1000 404 12ms");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().spanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(event.correlation().parentSpanId()).isEqualTo("a0f067aa0ba902b7");
        assertThat(event.correlation().requestId()).isEqualTo("r-1");
        assertThat(event.labels()).containsExactlyEntriesOf(Map.of("ecs.version", "1.2.0"));
        Hop hop = hop(event);
        assertThat(hop.vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(hop.start()).isEqualTo(TIME.minusNanos(12345678));
        assertThat(hop.duration()).isEqualTo(Duration.ofNanos(12345678));
        assertThat(hop.operation()).isEqualTo("GET /orders/{id}");
        assertThat(hop.status()).isEqualTo(404);
        assertThat(hop.principal()).isEqualTo("jane");
        assertThat(hop.sourceIp()).isEqualTo("10.0.0.7");
        assertThat(hop.service()).isEqualTo("cart");
        assertThat(hop.instance()).isEqualTo("orders-1");
        assertThat(hop.id()).isEqualTo(event.id());
    }

    @Test
    void readsPinoWithNestedObjects() {
        LogEvent event = Records.event("{\"level\":30,\"time\":1795341600123,\"pid\":1,\"name\":\"catalog\","
                + "\"trace_id\":\"" + TRACE + "\",\"span_id\":\"00f067aa0ba902b7\",\"span.kind\":\"client\","
                + "\"peer.service\":\"pricing\",\"req\":{\"id\":\"r-2\",\"method\":\"GET\",\"url\":\"/items/7?x=1\"},"
                + "\"res\":{\"statusCode\":500},\"responseTime\":7,\"msg\":\"request completed\"}");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("INFO");
        assertThat(event.service()).isEqualTo("catalog");
        assertThat(event.correlation().requestId()).isEqualTo("r-2");
        assertThat(event.failed()).isTrue();
        Hop hop = hop(event);
        assertThat(hop.vantage()).isEqualTo(Vantage.OUTBOUND);
        assertThat(hop.peer()).isEqualTo("pricing");
        assertThat(hop.path()).isEqualTo("/items/7");
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(7));
    }

    @Test
    void readsZapWithSecondsSince1970() {
        LogEvent event = Records.event("{\"level\":\"error\",\"ts\":1795341600.123,\"caller\":\"httpx/access.go:61\","
                + "\"msg\":\"request completed\",\"method\":\"POST\",\"path\":\"/pay\",\"status\":503,"
                + "\"duration_ms\":12.346,\"client_ip\":\"10.0.0.1\"}");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.level()).isEqualTo("ERROR");
        assertThat(event.logger()).isEqualTo("httpx/access.go:61");
        assertThat(event.service()).isEqualTo("orders");
        assertThat(hop(event).duration()).isEqualTo(Duration.ofNanos(12_346_000));
        assertThat(hop(event).vantage()).isEqualTo(Vantage.INBOUND);
    }

    @Test
    void readsPythonsLoggersAndOpenTelemetrysIds() {
        LogEvent event = Records.event("{\"timestamp\":\"2026-11-22T10:00:00.123Z\",\"levelname\":\"WARNING\","
                + "\"name\":\"shop.access\",\"message\":\"slow\",\"otelTraceID\":\"" + TRACE
                + "\",\"otelSpanID\":\"00f067aa0ba902b7\"}");

        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.logger()).isEqualTo("shop.access");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().spanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(event.hop()).isNull();
    }

    @Test
    void takesAReceivedTraceparentForTheParent() {
        LogEvent event = Records.event("{\"time_iso8601\":\"2026-11-22T10:00:00+00:00\",\"remote_user\":\"-\","
                + "\"remote_addr\":\"10.9.8.7\",\"request\":\"GET /shop/3?q=1 HTTP/1.1\",\"status\":\"200\","
                + "\"body_bytes_sent\":\"512\",\"request_time\":\"0.025\",\"http_user_agent\":\"curl/8\","
                + "\"request_id\":\"abc\",\"traceparent\":\"00-" + TRACE + "-00f067aa0ba902b7-01\"}");

        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().spanId()).isNull();
        assertThat(event.correlation().parentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(event.message()).isEqualTo("GET /shop/3 200");
        Hop hop = hop(event);
        assertThat(hop.principal()).isNull();
        assertThat(hop.responseBytes()).isEqualTo(512);
        assertThat(hop.userAgent()).isEqualTo("curl/8");
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void keepsWhatHasNoPlaceAsLabels() {
        LogEvent event = Records.event("{\"time\":\"2026-11-22T10:00:00.123Z\",\"msg\":\"m\",\"order\":{\"id\":7,"
                + "\"lines\":[1,2]},\"status\":\"shipped\",\"ok\":true,\"none\":null,\"level\":\"odd\"}");

        assertThat(event.labels())
                .containsOnly(
                        Map.entry("order.id", "7"),
                        Map.entry("order.lines", "1, 2"),
                        Map.entry("status", "shipped"),
                        Map.entry("ok", "true"),
                        Map.entry("level", "odd"));
    }

    @Test
    void readsAHopRecord() {
        LogEvent event = Records.event("{\"id\":17,\"vantage\":\"outbound\",\"service\":\"ts-travel\","
                + "\"instance\":\"ts-travel-1\",\"host\":\"n9\",\"operation\":\"HTTP GET\",\"peer\":\"ts-route\","
                + "\"start_us\":1795341600000000,\"duration_us\":123000,\"link\":42,\"trace\":\"" + TRACE
                + "\",\"span\":\"00f067aa0ba902b7\",\"parent_span\":\"a0f067aa0ba902b7\",\"request\":\"r-9\","
                + "\"status\":200,\"request_bytes\":10}");

        assertThat(event.timestamp()).isEqualTo(TIME);
        assertThat(event.service()).isEqualTo("ts-travel");
        assertThat(event.origin().host()).isEqualTo("n9");
        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.correlation().parentSpanId()).isEqualTo("a0f067aa0ba902b7");
        assertThat(event.correlation().requestId()).isEqualTo("r-9");
        Hop hop = hop(event);
        assertThat(hop.id()).isEqualTo("17");
        assertThat(hop.link()).isEqualTo("42");
        assertThat(hop.vantage()).isEqualTo(Vantage.OUTBOUND);
        assertThat(hop.instance()).isEqualTo("ts-travel-1");
        assertThat(hop.start()).isEqualTo(Instant.parse("2026-11-22T10:00:00Z"));
        assertThat(hop.operation()).isEqualTo("HTTP GET");
        assertThat(hop.peer()).isEqualTo("ts-route");
        assertThat(hop.requestBytes()).isEqualTo(10);
        assertThat(event.labels()).isEmpty();
    }

    @Test
    void fallsBackToTextWhereTheObjectIsBroken() {
        LogEvent event = Records.event(Records.docker("{\\\"trace_id\\\":\\\"" + TRACE + "\\\",\\\"msg\\\":\\\"cut"));

        assertThat(event.correlation().traceId()).isEqualTo(TRACE);
        assertThat(event.message()).startsWith("{\"trace_id\"");
    }

    @Test
    void rejectsWhatIsNestedTooDeep() {
        assertThat(Records.rejection("{\"a\":".repeat(100_000))).startsWith("too-deep: ");
        assertThat(Records.rejection("{\"a\":" + "[".repeat(100_000))).startsWith("too-deep: ");
        assertThat(Records.rejection("[".repeat(100_000))).startsWith("too-deep: ");
    }

    private static Hop hop(LogEvent event) {
        return Objects.requireNonNull(event.hop());
    }

    @Test
    void takesAProxysUpstreamForTheOneItCalledOnAndNotForTheCaller() {
        LogEvent event = Records.event(
                "{\"time\":\"2026-11-22T10:00:00Z\",\"method\":\"GET\",\"path\":\"/a\",\"status\":200,"
                        + "\"client_ip\":\"203.0.113.7\",\"upstream_cluster\":\"outbound|80||orders.shop.svc.cluster.local\"}");
        Hop hop = Objects.requireNonNull(event.hop());

        assertThat(hop.vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(hop.peer()).isNull();
        assertThat(event.labels()).containsEntry("service.target.name", "orders");
    }

    @Test
    void takesTheOneThatIsCalledForThePeerOfACall() {
        LogEvent event = Records.event(
                "time=2026-11-22T10:00:00Z method=GET path=/a status=200 callee=stock source_service=orders");
        Hop hop = Objects.requireNonNull(event.hop());

        assertThat(hop.vantage()).isEqualTo(Vantage.OUTBOUND);
        assertThat(hop.peer()).isEqualTo("stock");
    }
}
