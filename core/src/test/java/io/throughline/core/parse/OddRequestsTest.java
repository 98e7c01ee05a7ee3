package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gateways write of requests that are not as in their manuals' examples: scans, aborts, upgrades, missing values. */
class OddRequestsTest {
    private static final String AT = " - - [22/Nov/2026:10:00:00 +0000] ";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03\" 400 157 \"-\" \"-\"",
                "\"\" 400 0 \"-\" \"-\"",
                "\"-\" 408 - \"-\" \"-\"",
                "\"PRI * HTTP/2.0\" 400 157 \"-\" \"-\"",
                "\"SSH-2.0-Go\" 400 157 \"-\" \"-\"",
                "\"\\n\" 400 157 \"-\" \"-\"",
                "\"GET /a\" 000 0 \"-\" \"-\"",
                "\"GET /a HTTP/1.1\" 499 0 \"-\" \"-\"",
                "\"GET /a HTTP/1.1\" 999 0 \"-\" \"-\"",
                "\"CONNECT shop.example:443 HTTP/1.1\" 405 0 \"-\" \"-\"",
                "\"MKCOL /dav HTTP/1.1\" 405 0 \"-\" \"-\"",
                "\"GET /a b c HTTP/1.1\" 400 0 \"-\" \"-\""
            })
    void aLineIsOneRequestWhateverWasAsked(String rest) {
        LogEvent event = Records.event("203.0.113.7" + AT + rest);
        Hop hop = hop(event);

        assertThat(event.message()).endsWith(rest);
        assertThat(hop.sourceIp()).isEqualTo("203.0.113.7");
        assertThat(hop.status()).isIn(null, 400, 405, 408, 499);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "GET /a HTTP/2.0 ~ GET ~ /a ~ 2.0",
                "GET /a HTTP/3.0 ~ GET ~ /a ~ 3.0",
                "GET /a ~ GET ~ /a ~",
                "GET /a b HTTP/1.1 ~ GET ~ /a b ~ 1.1",
                "GET http://shop.example/a?b=1 HTTP/1.1 ~ GET ~ /a ~ 1.1",
                "PROPPATCH /dav HTTP/1.1 ~ PROPPATCH ~ /dav ~ 1.1"
            })
    void takesARequestLineApart(String request, String method, String path, String version) {
        LogEvent event = Records.event("203.0.113.7" + AT + "\"" + request + "\" 200 5 \"-\" \"-\"");

        assertThat(hop(event).method()).isEqualTo(method);
        assertThat(hop(event).path()).isEqualTo(path);
        assertThat(event.labels().get("http.version")).isEqualTo(version);
    }

    @Test
    void readsAnUpgradedConnection() {
        Hop hop = hop(Records.event("203.0.113.7" + AT + "\"GET /chat HTTP/1.1\" 101 4096 \"-\" \"ws\" 512 3600.250"));

        assertThat(hop.status()).isEqualTo(101);
        assertThat(hop.duration()).isEqualTo(Duration.ofMillis(3_600_250));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::1", "::1", "::ffff:203.0.113.7"})
    void readsAddressesOfBothVersions(String address) {
        String haproxy = GatewaySamples.HAPROXY_HTTP.replace("203.0.113.7:", address + ":");
        String tcp = GatewaySamples.HAPROXY_TCP.replace("203.0.113.7:", address + ":");
        String balancer = GatewaySamples.ALB.replace("203.0.113.7:2817", "[" + address + "]:2817");
        String bare = GatewaySamples.ALB.replace("203.0.113.7:", address + ":");
        String envoy = GatewaySamples.ENVOY.replace("203.0.113.7", address);
        String kong = GatewaySamples.KONG_JSON.replace("203.0.113.7", address);
        String traefik = GatewaySamples.TRAEFIK_JSON.replace("203.0.113.7", address);
        String caddy = GatewaySamples.CADDY.replace("203.0.113.7", address);
        String google = GatewaySamples.GOOGLE.replace("203.0.113.7", address);
        String amazon = GatewaySamples.API_GATEWAY_JSON.replace("203.0.113.7", address);
        String nginx = address + AT + "\"GET /a HTTP/1.1\" 200 5 \"-\" \"-\"";
        for (String record :
                new String[] {haproxy, tcp, balancer, bare, envoy, kong, traefik, caddy, google, amazon, nginx}) {
            assertThat(hop(Records.event(record)).sourceIp()).as(record).isEqualTo(address);
        }
    }

    @Test
    void readsARequestThatWasTriedAtSeveralUpstreams() {
        String tail =
                " 438 0.522 [shop-orders-80] [] 10.0.0.1:80, 10.0.0.2:80 : 10.0.0.3:80 0, 0 : 612 0.500, 0.010 : 0.012"
                        + " 504, 502 : 200 4bf92f3577b34da6a3ce929d0e0e4736";
        LogEvent event = Records.event("203.0.113.7" + AT + "\"GET /a HTTP/1.1\" 200 612 \"-\" \"curl\"" + tail);

        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(522));
        assertThat(hop(event).requestBytes()).isEqualTo(438);
        assertThat(hop(event).status()).isEqualTo(200);
        assertThat(event.correlation().requestId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @Test
    void readsNginxsJsonWithSeveralUpstreams() {
        LogEvent event = Records.event(
                "{\"time_iso8601\":\"2026-11-22T10:00:00+00:00\",\"remote_addr\":\"203.0.113.7\","
                        + "\"request_method\":\"GET\",\"request_uri\":\"/a?b=1\",\"status\":\"499\",\"request_time\":\"0.522\","
                        + "\"upstream_addr\":\"10.0.0.1:80, 10.0.0.2:80 : 10.0.0.3:80\",\"upstream_response_time\":\"0.500, - : 0.012\","
                        + "\"http_user_agent\":\"say \\u0022hi\\u0022\",\"http_referer\":\"\",\"http_cookie\":\"s3cret\"}");

        assertThat(hop(event).status()).isEqualTo(499);
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(522));
        assertThat(hop(event).userAgent()).isEqualTo("say \"hi\"");
        assertThat(event.labels())
                .containsEntry("upstream_addr", "10.0.0.1:80, 10.0.0.2:80 : 10.0.0.3:80")
                .containsEntry("upstream_response_time", "0.500, - : 0.012")
                .doesNotContainKey("http_cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"say \\\"hi\\\"", "say \\x22hi\\x22", "Mozilla/5.0 (X11; \\\"Linux\\\")", "\\\\"})
    void keepsQuotesWithinAUserAgent(String agent) {
        LogEvent event = Records.event("203.0.113.7" + AT + "\"GET /a HTTP/1.1\" 200 5 \"-\" \"" + agent + "\" 0.250");

        assertThat(hop(event).userAgent()).isEqualTo(agent);
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void readsHaproxysBadRequest() {
        LogEvent event = Records.event(
                "203.0.113.7:4711 [22/Nov/2026:10:00:00.726] incoming~ incoming/<NOSRV> -1/-1/-1/-1/1 400 0 - -"
                        + " PR-- 6/6/0/0/0 0/0 \"<BADREQ>\"");

        assertThat(hop(event).status()).isEqualTo(400);
        assertThat(hop(event).method()).isNull();
        assertThat(event.labels()).containsEntry("haproxy.http.request.raw_request_line", "<BADREQ>");
    }

    @Test
    void readsABalancersAbortedRequest() {
        String aborted = GatewaySamples.ALB
                .replace("10.0.0.1:80 0.001 0.010 0.002 503 502", "- -1 -1 -1 460 -")
                .replace("GET https://shop.example:443/orders/10045?full=1 HTTP/1.1", "- http://shop.example:80- -");

        assertThat(hop(Records.event(aborted)).status()).isEqualTo(460);
        assertThat(hop(Records.event(aborted)).method()).isNull();
    }

    @Test
    void readsEnvoysRequestThatWasNeverAnswered() {
        LogEvent line = Records.event(
                GatewaySamples.ENVOY.replace("\" 503 UF", "\" 0 DC").replace("HTTP/1.1", "HTTP/3"));
        LogEvent json = Records.event(GatewaySamples.ISTIO_JSON
                .replace("\"response_code\":503", "\"response_code\":0")
                .replace("HTTP/1.1", "HTTP/2")
                .replace("\"10.0.0.9:9080\"", "null"));

        assertThat(hop(line).status()).isNull();
        assertThat(line.labels()).containsEntry("envoy.response_flags", "DC").containsEntry("http.version", "3");
        assertThat(hop(json).status()).isNull();
        assertThat(json.labels()).containsEntry("http.version", "2").doesNotContainKey("destination.address");
    }

    @Test
    void readsCaddysOlderRecord() {
        LogEvent event = Records.event(
                "{\"level\":\"info\",\"ts\":\"2026-11-22T10:00:00.5Z\",\"logger\":\"http.log.access\",\"msg\":\"handled request\","
                        + "\"request\":{\"remote_addr\":\"203.0.113.7:41342\",\"proto\":\"HTTP/3.0\",\"method\":\"GET\",\"host\":\"shop.example\","
                        + "\"uri\":\"/a\",\"headers\":{\"User-Agent\":[\"curl\"]}},\"common_log\":\"203.0.113.7 - - [22/Nov/2026:10:00:00 +0000]\","
                        + "\"duration\":\"12ms\",\"size\":0,\"status\":0,\"resp_headers\":{\"Server\":[\"Caddy\"]}}");

        assertThat(hop(event).sourceIp()).isEqualTo("203.0.113.7");
        assertThat(hop(event).duration()).isEqualTo(Duration.ofMillis(12));
        assertThat(hop(event).status()).isNull();
        assertThat(event.labels()).containsEntry("http.version", "3.0");
    }

    @Test
    void readsKongsRecordOfARequestThatReachedNoService() {
        LogEvent event = Records.event(
                "{\"latencies\":{\"request\":1,\"kong\":1,\"proxy\":-1},\"request\":{\"size\":138,\"uri\":\"/none\","
                        + "\"url\":\"http://shop.example:8000/none\",\"headers\":{\"host\":\"shop.example\"},\"method\":\"GET\",\"querystring\":{}},"
                        + "\"client_ip\":\"203.0.113.7\",\"tries\":[],\"response\":{\"headers\":{},\"status\":404,\"size\":52},\"service\":null,\"route\":null,"
                        + "\"started_at\":1795341600100}");

        assertThat(hop(event).status()).isEqualTo(404);
        assertThat(hop(event).principal()).isNull();
        assertThat(event.labels()).doesNotContainKey("service.target.name");
    }

    @Test
    void readsTraefiksRequestThatItsClientLeft() {
        LogEvent event = Records.event(GatewaySamples.TRAEFIK_JSON
                .replace("\"DownstreamStatus\":503", "\"DownstreamStatus\":499")
                .replace("\"OriginStatus\":503", "\"OriginStatus\":0")
                .replace("\"ClientUsername\":\"anna\"", "\"ClientUsername\":\"-\""));

        assertThat(hop(event).status()).isEqualTo(499);
        assertThat(hop(event).principal()).isNull();
        assertThat(event.labels()).containsEntry("http.version", "1.1");
    }

    @Test
    void readsAwssShortRequestIdsAndMissingValues() {
        LogEvent line = Records.event("203.0.113.7" + AT + "\"GET /orders/{id} HTTP/1.1\" 403 - JKJaXmPLvHcESHA=");
        LogEvent json = Records.event(GatewaySamples.HTTP_API_JSON
                .replace("\"responseLength\":\"612\"", "\"responseLength\":\"-\",\"integrationErrorMessage\":\"-\"")
                .replace("GET /orders/{id}", "$default"));

        assertThat(line.labels())
                .containsEntry("event.dataset", "aws.apigateway_logs")
                .doesNotContainKey("http.request.referrer");
        assertThat(line.correlation().requestId()).isEqualTo("JKJaXmPLvHcESHA=");
        assertThat(hop(json).responseBytes()).isNull();
        assertThat(hop(json).operation()).isEqualTo("GET /orders/{id}");
    }

    @Test
    void readsGooglesRequestThatWasNeverAnswered() {
        LogEvent event = Records.event(GatewaySamples.GOOGLE
                .replace("\"status\":503", "\"status\":0")
                .replace("response_sent_by_backend", "client_disconnected_before_any_response")
                .replace("\"serverIp\"", "\"protocol\":\"HTTP/2\",\"serverIp\""));

        assertThat(hop(event).status()).isNull();
        assertThat(event.labels())
                .containsEntry("http.version", "2")
                .containsEntry("jsonPayload.statusDetails", "client_disconnected_before_any_response");
    }

    private static Hop hop(LogEvent event) {
        return Objects.requireNonNull(event.hop());
    }
}
