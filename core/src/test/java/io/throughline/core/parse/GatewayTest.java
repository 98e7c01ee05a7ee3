package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What proxies and gateways write is one request of the one model, whoever wrote it. */
class GatewayTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    /** {@code GET /orders/10045?full=1}, answered with 503: in every form that tells so. */
    @ParameterizedTest
    @MethodSource("requests")
    void makesTheSameHopOfTheSameRequest(String record) {
        LogEvent event = Records.event(record);
        Hop hop = hop(event);

        assertThat(hop.vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(hop.method()).isEqualTo("GET");
        assertThat(hop.path()).isEqualTo("/orders/10045");
        assertThat(hop.operation()).isEqualTo("GET /orders/{id}");
        assertThat(hop.status()).isEqualTo(503);
        assertThat(hop.sourceIp()).isEqualTo("203.0.113.7");
        assertThat(hop.peer()).isNull();
        assertThat(hop.responseBytes()).isNotNull();
        assertThat(hop.start()).isBetween(START, START.plusSeconds(1));
        assertThat(event.labels()).containsEntry("url.query", "full=1");
    }

    private static Stream<String> requests() {
        return Stream.of(
                GatewaySamples.HAPROXY_HTTP,
                GatewaySamples.HAPROXY_HTTPS,
                GatewaySamples.ENVOY,
                GatewaySamples.TRAEFIK,
                GatewaySamples.TRAEFIK_JSON,
                GatewaySamples.KONG,
                GatewaySamples.KONG_JSON,
                GatewaySamples.CADDY,
                GatewaySamples.ALB,
                GatewaySamples.GOOGLE);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void handsNoCredentialsOn(String record) {
        assertThat(Records.event(record).toString())
                .doesNotContain("Bearer secret", "Basic YTpi", "a=b", "=secret", "value=secret");
    }

    private static Stream<String> everything() {
        return GatewaySamples.all().values().stream().flatMap(List::stream);
    }

    @Test
    void readsHaproxysTimersAndNames() {
        LogEvent event = Records.event("<134>Nov 22 10:00:00 lb haproxy[32450]: " + GatewaySamples.HAPROXY_HTTPS);

        assertThat(hop(event).start()).isEqualTo("2026-11-22T10:00:00.726Z");
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(13));
        assertThat(event.level()).isEqualTo("INFO");
        assertThat(event.correlation().requestId()).isEqualTo(GatewaySamples.UUID);
        assertThat(event.labels())
                .containsEntry("haproxy.frontend_name", "incoming~")
                .containsEntry("haproxy.backend_name", "orders")
                .containsEntry("haproxy.server_name", "orders-1")
                .containsEntry("haproxy.termination_state", "SH--")
                .containsEntry("service.target.name", "orders")
                .containsEntry("tls.client.server_name", "shop.example")
                .containsEntry("tls.version", "TLSv1.3")
                .containsEntry("tls.cipher", "TLS_AES_256_GCM_SHA384");
    }

    @Test
    void takesATraceparentThatHaproxyCaptured() {
        LogEvent event =
                Records.event(GatewaySamples.HAPROXY_HTTP.replace(GatewaySamples.UUID, GatewaySamples.TRACEPARENT));

        assertThat(event.correlation().traceId()).isEqualTo(GatewaySamples.TRACE);
        assertThat(event.correlation().parentSpanId()).isEqualTo(GatewaySamples.SPAN);
    }

    @Test
    void readsALineThatHaproxyCutOrWroteEarly() {
        String cut = GatewaySamples.HAPROXY_HTTP.substring(0, GatewaySamples.HAPROXY_HTTP.indexOf("?full"));
        LogEvent early = Records.event(GatewaySamples.HAPROXY_HTTP.replace("/13 503 168", "/+13 503 +168"));

        assertThat(hop(Records.event(cut)).method()).isEqualTo("GET");
        assertThat(hop(early).duration()).isEqualTo(Duration.ofMillis(13));
        assertThat(hop(early).responseBytes()).isEqualTo(168);
    }

    @Test
    void makesAHopOfAConnectionWithoutRequests() {
        assertThat(hop(Records.event(GatewaySamples.HAPROXY_TCP)).operation()).isEqualTo("TCP postgres");
        assertThat(hop(Records.event(GatewaySamples.HAPROXY_TCP)).duration()).isEqualTo(Duration.ofMillis(25));
        assertThat(hop(Records.event(GatewaySamples.ELB_TCP)).operation()).isEqualTo("TCP shop");
    }

    @Test
    void readsEnvoysFiguresAndIds() {
        LogEvent event = Records.event(GatewaySamples.ENVOY);

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.123Z");
        assertThat(hop(event).start()).isEqualTo(event.timestamp());
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(hop(event).requestBytes()).isEqualTo(5);
        assertThat(hop(event).userAgent()).isEqualTo("curl/8.5");
        assertThat(event.correlation().requestId()).isEqualTo(GatewaySamples.UUID);
        assertThat(event.labels())
                .containsEntry("envoy.response_flags", "UF")
                .containsEntry("destination.address", "10.0.0.9:8080");
    }

    @Test
    void tellsASidecarsCallsFromThoseThatItsServiceReceives() {
        Hop calling = hop(Records.event(GatewaySamples.ISTIO_OLD));
        Hop called = hop(Records.event(GatewaySamples.ISTIO));

        assertThat(calling.vantage()).isEqualTo(Vantage.OUTBOUND);
        assertThat(calling.peer()).isEqualTo("reviews");
        assertThat(called.vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(called.peer()).isNull();
        assertThat(calling.link()).isEqualTo("10.0.0.5:50300>10.0.0.9:9080").isEqualTo(called.link());
        assertThat(hop(Records.event(GatewaySamples.ISTIO_JSON)).peer()).isEqualTo("reviews");
    }

    @Test
    void takesAGatewaysLineForWhatItReceived() {
        LogEvent event = Records.event(GatewaySamples.ISTIO_GATEWAY);

        assertThat(hop(event).vantage()).isEqualTo(Vantage.INBOUND);
        assertThat(hop(event).sourceIp()).isEqualTo("203.0.113.7");
        assertThat(event.labels()).containsEntry("service.target.name", "orders");
    }

    @Test
    void readsTraefiksRouterInBothForms() {
        assertThat(Records.event(GatewaySamples.TRAEFIK).labels())
                .containsEntry("traefik.access.frontend_name", "orders@docker")
                .containsEntry("traefik.access.backend_url", "http://10.0.0.9:8080");
        LogEvent json = Records.event(GatewaySamples.TRAEFIK_JSON);
        assertThat(json.labels())
                .containsEntry("traefik.access.frontend_name", "orders@docker")
                .containsEntry("traefik.access.backend_url", "http://10.0.0.9:8080");
        assertThat(hop(json).duration()).isEqualTo(Duration.ofMillis(247));
        assertThat(hop(json).principal()).isEqualTo("anna");
    }

    @Test
    void readsKongsRecord() {
        LogEvent event = Records.event(GatewaySamples.KONG_JSON);

        assertThat(hop(event).start()).isEqualTo("2026-11-22T10:00:00.100Z");
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(515));
        assertThat(hop(event).principal()).isEqualTo("anna");
        assertThat(hop(event).requestBytes()).isEqualTo(138);
        assertThat(event.correlation().traceId()).isEqualTo(GatewaySamples.TRACE);
        assertThat(event.correlation().parentSpanId()).isEqualTo(GatewaySamples.SPAN);
        assertThat(event.correlation().requestId()).isEqualTo(GatewaySamples.UUID);
        assertThat(event.labels())
                .containsEntry("service.target.name", "orders")
                .containsEntry("kong.route.name", "orders-route")
                .containsEntry("latencies.proxy", "457");
    }

    @Test
    void readsCaddysRecord() {
        LogEvent event = Records.event(GatewaySamples.CADDY);

        assertThat(event.level()).isEqualTo("ERROR");
        assertThat(event.message()).isEqualTo("GET /orders/10045 503");
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(hop(event).end()).isEqualTo(event.timestamp());
        assertThat(hop(event).principal()).isEqualTo("anna");
        assertThat(event.labels()).containsEntry("url.domain", "shop.example");
    }

    @Test
    void readsTheLoadBalancersOfAws() {
        LogEvent application = Records.event(GatewaySamples.ALB);
        LogEvent classic = Records.event(GatewaySamples.ELB);

        assertThat(hop(application).start()).isEqualTo("2026-11-22T10:00:00.173Z");
        assertThat(hop(application).duration()).isEqualTo(Duration.ofMillis(13));
        assertThat(application.correlation().traceId()).isEqualTo("5833736423a8c76965a2ef7629b185e3");
        assertThat(application.labels())
                .containsEntry("destination.address", "10.0.0.1:80")
                .containsEntry("aws.elb.backend.http.response.status_code", "502")
                .containsEntry("url.domain", "shop.example");
        assertThat(hop(classic).duration()).isEqualTo(Duration.ofNanos(1_178_000));
        assertThat(hop(classic).status()).isEqualTo(503);
    }

    @Test
    void readsTheApiGatewayOfAws() {
        for (String record :
                new String[] {GatewaySamples.API_GATEWAY, GatewaySamples.API_GATEWAY_JSON, GatewaySamples.HTTP_API_JSON
                }) {
            LogEvent event = Records.event(record);
            assertThat(event.timestamp()).isEqualTo(START);
            assertThat(hop(event).operation()).isEqualTo("GET /orders/{id}");
            assertThat(hop(event).status()).isEqualTo(503);
            assertThat(hop(event).sourceIp()).isEqualTo("203.0.113.7");
            assertThat(hop(event).responseBytes()).isEqualTo(612);
            assertThat(event.correlation().requestId()).isNotNull();
        }
    }

    @Test
    void readsTheLoadBalancerOfGoogle() {
        LogEvent event = Records.event(GatewaySamples.GOOGLE);

        assertThat(event.level()).isEqualTo("WARN");
        assertThat(hop(event).start()).isEqualTo("2026-11-22T10:00:00.123Z");
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(event.correlation().traceId()).isEqualTo(GatewaySamples.TRACE);
        assertThat(event.labels()).containsEntry("service.target.name", "orders");
    }

    @Test
    void readsWhatWentWrongWithinARequest() {
        LogEvent nginx = Records.event(GatewaySamples.NGINX_ERROR);
        LogEvent apache = Records.event(GatewaySamples.APACHE_ERROR);

        assertThat(nginx.hop()).isNull();
        assertThat(nginx.level()).isEqualTo("FATAL");
        assertThat(nginx.message()).startsWith("connect() failed (111: Connection refused)");
        assertThat(nginx.labels())
                .containsEntry("source.ip", "203.0.113.7")
                .containsEntry("url.path", "/orders/10045")
                .containsEntry("destination.address", "http://10.0.0.9:8080/orders/10045");
        assertThat(apache.level()).isEqualTo("ERROR");
        assertThat(apache.message()).startsWith("AH00037: Symbolic link");
        assertThat(apache.labels())
                .containsEntry("error.code", "AH00037")
                .containsEntry("apache.error.module", "core")
                .containsEntry("source.ip", "203.0.113.7")
                .containsEntry("http.request.referrer", "https://shop.example/");
    }

    @Test
    void pinsAnAlertOfFalcoToTheContainerThatItIsAbout() {
        LogEvent event = Records.event(GatewaySamples.FALCO);

        assertThat(event.level()).isEqualTo("WARN");
        assertThat(event.message()).isEqualTo("10:00:00.1: Warning A shell was spawned");
        assertThat(event.service()).isEqualTo("orders");
        assertThat(event.origin().host()).isEqualTo("node7");
        assertThat(event.origin().containerId()).isEqualTo("3ad7b26ded6d");
        assertThat(event.origin().containerName()).isEqualTo("orders-7d9c6b5f4-x2x9z");
        assertThat(event.origin().image()).isEqualTo("shop/orders:1");
        assertThat(event.origin().namespace()).isEqualTo("shop");
        assertThat(event.labels())
                .containsEntry("rule.name", "Terminal shell in container")
                .containsEntry("process.command_line", "bash -i")
                .containsEntry("tags", "container, shell");
    }

    @Test
    void pinsAnEventOfDockerToItsContainer() {
        LogEvent event = Records.event(GatewaySamples.DOCKER);

        assertThat(event.timestamp()).isEqualTo("2026-11-22T10:00:00.100Z");
        assertThat(event.origin().host()).isEqualTo("node1");
        assertThat(event.origin().containerId()).isEqualTo("ede54ee1afda");
        assertThat(event.origin().containerName()).isEqualTo("orders-1");
        assertThat(event.labels())
                .containsEntry("event.action", "exec_start")
                .containsEntry("process.command_line", "sh -c id");
    }

    private static Hop hop(LogEvent event) {
        return Objects.requireNonNull(event.hop(), event::message);
    }
}
