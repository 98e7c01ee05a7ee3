package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.api.health.HealthCheck;
import io.throughline.core.template.MessageTemplate;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static final TestServer SERVER = new TestServer(Map.of());

    @BeforeEach
    void forget() {
        SERVER.stores.asked.clear();
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void searchesTheLastQuarterOfAnHourByDefault() {
        JsonNode page = SERVER.json("/api/v1/logs");

        assertThat(SERVER.stores.asked)
                .containsExactly("[search, , 2026-11-22T11:45:00Z, 2026-11-22T12:00:00Z, 100, false, null]");
        assertThat(page.at("/items/0/service.name").asText()).isEqualTo("orders");
        assertThat(page.at("/total").asLong()).isEqualTo(10_000);
        assertThat(page.at("/totalIsExact").asBoolean()).isFalse();
        assertThat(page.at("/cursor").asText()).isEqualTo("next");
    }

    @Test
    void handsAQueryToTheStoreAsItWasWritten() {
        SERVER.json("/api/v1/logs?q=service.name%3Aorders+AND+%22a%2Bb%22&from=now-7d&to=2026-11-22T11:00:00Z&size=7"
                + "&cursor=abc&order=asc");

        assertThat(SERVER.stores.asked)
                .containsExactly(
                        "[search, service.name:orders AND \"a+b\", 2026-11-15T12:00:00Z, 2026-11-22T11:00:00Z, 7,"
                                + " true, abc]");
    }

    @Test
    void choosesReadableBarsForAHistogram() {
        JsonNode histogram = SERVER.json("/api/v1/logs/histogram?from=now-24h");

        assertThat(histogram.at("/intervalMs").asLong()).isEqualTo(30 * 60 * 1_000);
        assertThat(histogram.at("/buckets/0"))
                .hasToString("{\"start\":\"2026-11-22T12:00:00Z\",\"count\":3,\"errors\":1}");
        assertThat(SERVER.stores.asked.getFirst()).contains("PT30M");
    }

    @Test
    void countsTheValuesOfAField() {
        JsonNode top = SERVER.json("/api/v1/logs/top/service.name?size=5&q=error");

        assertThat(top).hasToString("{\"field\":\"service.name\",\"items\":[{\"value\":\"orders\",\"count\":3}]}");
        assertThat(SERVER.stores.asked).containsExactly("[top, error, service.name, 5]");
    }

    @Test
    void listsKindsOfMessages() {
        JsonNode templates = SERVER.json("/api/v1/logs/templates?size=5&q=error");

        assertThat(templates.at("/items/0/template").asText()).isEqualTo("orders");
        assertThat(templates.at("/items/0/count").asLong()).isEqualTo(3);
        assertThat(templates.at("/items/0/ids/0").asText()).isEqualTo(MessageTemplate.idOf("orders"));
        assertThat(SERVER.stores.asked).containsExactly("[top, error, throughline.template.text, 1000]");
    }

    @Test
    void listsFlowsWithoutTheirHops() {
        JsonNode page = SERVER.json("/api/v1/flows?service=orders&failed=true&minDurationMs=20&from=now-1h");

        assertThat(SERVER.stores.asked)
                .containsExactly("[flows, Filter[services=[orders], failed=true, minDurationMicros=20000],"
                        + " 2026-11-22T11:00:00Z, 2026-11-22T12:00:00Z, 50, null]");
        JsonNode flow = page.at("/items/0");
        assertThat(flow.has("hops")).isFalse();
        assertThat(flow.at("/hopCount").asInt()).isEqualTo(3);
        assertThat(flow.at("/durationUs").asLong()).isEqualTo(120_000);
        assertThat(page.get("cursor").isNull()).isTrue();
    }

    @Test
    void givesAFlowWithItsHopsAndItsLines() {
        JsonNode flow = SERVER.json("/api/v1/flows/" + Samples.FLOW_ID);

        assertThat(flow.at("/hops/2"))
                .hasToString("{\"id\":\"c\",\"parent\":\"b\",\"evidence\":\"inference\",\"confidence\":0.6,"
                        + "\"others\":[],\"reason\":\"No id connects it with its parent, but it began 10.0 ms after it and ended 10.0 ms"
                        + " before it.\","
                        + "\"clock\":null,\"vantage\":\"inbound\",\"service\":\"stock\",\"instance\":\"stock-1\",\"host\":\"node-1\","
                        + "\"operation\":\"GET /stock\",\"peer\":null,\"span\":null,\"start\":\"2026-11-22T12:00:00.020Z\","
                        + "\"durationUs\":80000,\"selfTimeUs\":80000,\"onCriticalPath\":true,\"criticalTimeUs\":80000,"
                        + "\"status\":null,\"failed\":false,\"events\":[\"e-c\"]}");
        assertThat(flow.at("/events/0/message").asText()).isEqualTo("no stock");
        assertThat(flow.at("/services").size()).isEqualTo(3);
    }

    @Test
    void leavesToTheStoreWhatItCanLeaveOutOfAQuestionOfStructure() {
        JsonNode page = SERVER.json("/api/v1/flows?service=stock&where=gateway+reaches+stock+without+cart+and+error"
                + "+and+duration%3E100ms+and+depth%3D3");

        assertThat(SERVER.stores.asked)
                .containsExactly("[flows, Filter[services=[gateway, stock], failed=true, minDurationMicros=100000],"
                        + " 2026-11-22T11:45:00Z, 2026-11-22T12:00:00Z, 100, null]");
        assertThat(page.at("/items/0/id").asText()).isEqualTo(Samples.FLOW_ID);
        assertThat(page.at("/looked").asInt()).isOne();
        assertThat(page.at("/limitReached").asBoolean()).isFalse();
        assertThat(page.at("/totalIsExact").asBoolean()).isTrue();
    }

    @Test
    void leavesOutFlowsOfAnotherStructureThoughTheStoreGaveThem() {
        JsonNode page = SERVER.json("/api/v1/flows?where=gateway+reaches+stock+without+orders");

        assertThat(page.at("/items")).isEmpty();
        assertThat(page.at("/looked").asInt()).isOne();
    }

    @Test
    void putsTwoFlowsSideBySide() {
        JsonNode comparison =
                SERVER.json("/api/v1/flows/compare?left=" + Samples.FLOW_ID + "&right=" + Samples.FLOW_ID);

        assertThat(comparison.at("/left/id").asText()).isEqualTo(Samples.FLOW_ID);
        assertThat(comparison.at("/rows").size()).isEqualTo(3);
        assertThat(comparison.at("/rows/1/depth").asInt()).isOne();
        assertThat(comparison.at("/rows/1/slowerUs").asLong()).isZero();
        assertThat(comparison.at("/rows/1/left/selfTimeUs").asLong()).isEqualTo(20_000);
        assertThat(comparison.at("/rows/1/marks")).isEmpty();
    }

    @Test
    void saysWhichFlowOfAComparisonThereIsNot() {
        HttpResponse<String> response = SERVER.get("/api/v1/flows/compare?left=" + Samples.FLOW_ID + "&right=none");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(TestServer.json(response).at("/detail").asText()).isEqualTo("there is no flow none");
    }

    @Test
    void namesTheServicesThatLoseTheContextOfATrace() {
        assertThat(SERVER.json("/api/v1/flows/propagation"))
                .hasToString("{\"services\":[{\"service\":\"orders\",\"requests\":1,\"lost\":1,\"lostShare\":1.0},"
                        + "{\"service\":\"gateway\",\"requests\":1,\"lost\":0,\"lostShare\":0.0}],\"looked\":1,"
                        + "\"limitReached\":false}");
    }

    @Test
    void takesFlowIdsWithAnyCharacters() {
        HttpResponse<String> response = SERVER.get("/api/v1/flows/req-a%2Fb%25+c%5C%1B%3B..%3F%C3%BC");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(SERVER.stores.asked).containsExactly("[flow, req-a/b%+c\\\u001b;..?ü]");
    }

    @Test
    void drawsTheMapFromEdgesAndApis() {
        JsonNode map = SERVER.json("/api/v1/map?from=now-1h");

        assertThat(map.get("nodes"))
                .hasToString("[{\"service\":\"gateway\",\"requests\":0,\"errors\":0},"
                        + "{\"service\":\"orders\",\"requests\":10,\"errors\":1},"
                        + "{\"service\":\"stock\",\"requests\":5,\"errors\":1}]");
        assertThat(map.at("/edges/0/caller").asText()).isEqualTo("gateway");
        assertThat(map.at("/edges/1/p95Us").asLong()).isBetween(1_980L, 2_020L);
    }

    @Test
    void givesAlertsWithTheirEvidence() {
        JsonNode page = SERVER.json("/api/v1/alerts?rule=new-edge");

        assertThat(SERVER.stores.asked)
                .containsExactly("[alerts, AlertFilter[rule=new-edge, group=null, firsts=false, minRisk=0,"
                        + " suppressed=true, minSeverity=LOW, service=null, byRisk=false], 2026-11-21T12:00:00Z,"
                        + " 2026-11-22T12:00:00Z, 50, null]");
        assertThat(page.at("/items/0")).isEqualTo(SERVER.json("/api/v1/alerts/alert-1"));
        assertThat(page.at("/items/0/severity").asText()).isEqualTo("high");
        assertThat(page.at("/items/0/entity/peer").asText()).isEqualTo("vault");
        assertThat(page.at("/items/0/evidence/0"))
                .hasToString("{\"event\":\"e-b\",\"flow\":\"" + Samples.FLOW_ID
                        + "\",\"source\":\"node-1/orders.log\",\"offset\":4096}");
    }

    @Test
    void findsAlertsByGroupSeverityAndServiceTheMostAtRiskFirst() {
        SERVER.json("/api/v1/alerts?group=g&minSeverity=high&service=orders&sort=risk&suppressed=false");

        assertThat(SERVER.stores.asked.getFirst())
                .contains("[rule=null, group=g, firsts=false, minRisk=0, suppressed=false, minSeverity=HIGH,"
                        + " service=orders, byRisk=true]");
        HttpResponse<String> refused = SERVER.get("/api/v1/alerts?minSeverity=severe");
        assertThat(TestServer.json(refused).at("/detail").asText())
                .isEqualTo("minSeverity must be low or medium or high or critical, not 'severe'");
    }

    @Test
    void countsWhatEachRuleRaised() {
        assertThat(SERVER.json("/api/v1/alerts/rules?from=now-1h"))
                .hasToString("{\"items\":[{\"rule\":\"new-edge\",\"ruleVersion\":1,\"alerts\":7,\"suppressed\":2,"
                        + "\"last\":\"2026-11-22T12:00:00Z\"}],\"complete\":true}");
    }

    @Test
    void ranksEntitiesByWhatIsLeftOfTheirRisk() {
        JsonNode ranked = SERVER.json("/api/v1/risks?to=2026-11-22T12:00:00Z");

        assertThat(ranked.at("/items/0/name").asText()).isEqualTo("stock");
        assertThat(ranked.at("/items/1/riskAtEnd").asDouble()).isEqualTo(20);
        assertThat(ranked.at("/complete").asBoolean()).isTrue();
        assertThat(SERVER.get("/api/v1/risks?name=orders").statusCode()).isEqualTo(400);
    }

    @Test
    void givesTheContainersAndImagesOfAnInstant() {
        JsonNode containers = SERVER.json("/api/v1/inventory/containers?at=2026-11-22T11:30:00Z&size=1");
        JsonNode images = SERVER.json("/api/v1/inventory/images?at=2026-11-22T11:30:00Z");

        assertThat(containers.at("/items")).hasSize(1);
        assertThat(containers.at("/complete").asBoolean()).isFalse();
        assertThat(containers.at("/at").asText()).isEqualTo("2026-11-22T11:30:00Z");
        assertThat(images.at("/items/0/containers").asInt()).isEqualTo(2);
        assertThat(images.at("/items/0/scanned").isNull()).isTrue();
    }

    @Test
    void tellsEachStateOfAContainerOnceHoweverManyDaysItLasted() {
        JsonNode history = SERVER.json("/api/v1/inventory/containers/c%3Aorders-1");

        assertThat(history.at("/items")).hasSize(1);
        assertThat(history.at("/items/0/key").asText()).isEqualTo("c:orders-1");
        assertThat(history.at("/complete").asBoolean()).isTrue();
    }

    @Test
    void handsTheTextOfASearchInTheInventoryToTheStore() {
        SERVER.json("/api/v1/inventory/containers?q=registry.example&service=orders");

        assertThat(SERVER.stores.asked)
                .containsExactly(
                        "[containers, 2026-11-22T12:00:00Z, ContainerFilter[service=orders, text=registry.example], 200]");
    }

    @Test
    void saysWhenThereIsNoSuchAlertFlowOrContainer() {
        for (String path :
                new String[] {"/api/v1/alerts/none", "/api/v1/flows/none", "/api/v1/inventory/containers/none"}) {
            HttpResponse<String> response = SERVER.get(path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(TestServer.json(response).at("/code").asText()).isEqualTo("not-found");
        }
    }

    @Test
    void listsApis() {
        assertThat(SERVER.json("/api/v1/apis").at("/items/0"))
                .hasToString("{\"service\":\"orders\",\"method\":\"GET\",\"template\":\"/orders/{id}\",\"requests\":4,"
                        + "\"errors\":1}");
    }

    @Test
    void mergesTheMinutesOfAReportInsteadOfAveragingThem() {
        JsonNode report = SERVER.json("/api/v1/apis/orders/report?format=json");

        JsonNode api = report.at("/apis/0");
        assertThat(report.at("/apis").size()).isOne();
        assertThat(api.at("/requests").asLong()).isEqualTo(4);
        assertThat(api.at("/errors").asLong()).isOne();
        assertThat(api.at("/p50Us").asLong()).isBetween(1_980L, 2_020L);
        assertThat(api.get("callers")).hasToString("{\"gateway\":3,\"batch\":1}");
        assertThat(api.at("/minutes").size()).isEqualTo(2);
        assertThat(api.at("/minutes/1/minute").asText()).isEqualTo("2026-11-22T12:01:00Z");
        assertThat(SERVER.json("/api/v1/apis/unknown/report").at("/apis")).isEmpty();
    }

    @Test
    void answersHeadAsGetButWithoutABody() {
        String head = SERVER.raw("HEAD /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(head).startsWith("HTTP/1.1 200").contains("application/json").doesNotContain("checks");
    }

    @Test
    void countsItsOwnRequestsByRoute() {
        SERVER.get("/api/v1/flows/" + Samples.FLOW_ID);
        SERVER.get("/no/such/page.js");

        assertThat(SERVER.get("/metrics").body())
                .contains(
                        "http_server_requests_seconds_count{method=\"GET\",route=\"/api/v1/flows/{id}\",status=\"200\"}")
                .contains("jvm_memory_used_bytes")
                .contains("throughline_api_queries_running 0.0")
                .doesNotContain(Samples.FLOW_ID)
                .doesNotContain("page.js");
    }

    @Test
    void compressesLongAnswersForThoseWhoAsk() {
        String answer = SERVER.raw(
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");

        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("content-encoding: gzip")
                .contains("vary: accept-encoding");
    }

    @Test
    void livesButIsNotReadyWhileACheckFails() {
        HealthCheck well = new HealthCheck("kafka", () -> new HealthCheck.Result(true, "3 topics"));
        HealthCheck broken = new HealthCheck("elasticsearch", () -> {
            throw new IllegalStateException("connection refused");
        });
        try (TestServer server = new TestServer(Map.of(), well, broken)) {
            HttpResponse<String> ready = server.get("/ready");

            assertThat(server.get("/health").statusCode()).isEqualTo(200);
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body())
                    .isEqualTo("{\"status\":\"failing\",\"checks\":["
                            + "{\"name\":\"kafka\",\"ok\":true,\"detail\":\"3 topics\"},"
                            + "{\"name\":\"elasticsearch\",\"ok\":false,\"detail\":\"connection refused\"}]}");
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() {
        String port = Integer.toString(SERVER.server.port());

        assertThatThrownBy(() -> new TestServer(Map.of("api.port", port)).close())
                .isInstanceOf(CannotListenException.class)
                .hasMessage("port " + port + " on 127.0.0.1 is taken: stop what uses it, or set api.port to another");
    }

    @Test
    void saysThatAHostIsNotOfThisMachine() {
        for (String host : new String[] {"192.0.2.1", "no-such-host.invalid"}) {
            assertThatThrownBy(() -> new TestServer(Map.of("api.host", host)).close())
                    .isInstanceOf(CannotListenException.class)
                    .hasMessage(
                            "port 0 on " + host + " cannot be listened on: is api.host an address of this machine?");
        }
    }
}
