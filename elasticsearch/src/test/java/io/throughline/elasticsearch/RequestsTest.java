package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.store.AlertFilter;
import io.throughline.core.store.FlowStore.Filter;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.TimeRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What we ask of Elasticsearch, compared with committed JSON: a change of a request is a change to look at. */
class RequestsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TimeRange RANGE =
            new TimeRange(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

    @Test
    void aPageOfLogs() throws IOException {
        String cursor = Base64.getUrlEncoder()
                .encodeToString("[\"2026-03-01T12:00:00.000Z\",\"host-1/app.log\",7]".getBytes(StandardCharsets.UTF_8));
        compare("logs", LogSearches.page("service.name:shop AND /orders event.id:1", RANGE, 50, false, cursor));
    }

    @Test
    void allLogsOfAllTimes() throws IOException {
        TimeRange ever = new TimeRange(Instant.MIN, Instant.MAX);
        compare("logs-all", LogSearches.page(" ", ever, 10, true, null));
    }

    @Test
    void logsOverTime() throws IOException {
        compare("histogram", LogSearches.histogram("timeout", RANGE, Duration.ofMinutes(5)));
    }

    @Test
    void theMostFrequentValues() throws IOException {
        compare("top", LogSearches.top("", RANGE, "service.name", 10));
    }

    @Test
    void theEventsOfAFlow() throws IOException {
        compare("of-flow", LogSearches.ofFlow(Samples.TRACE, 10_000));
    }

    @Test
    void aPageOfFlows() throws IOException {
        compare(
                "flows",
                ElasticsearchFlowStore.page(new Filter(Set.of("orders", "shop"), true, 1_500L), RANGE, 20, null));
    }

    @Test
    void oneFlow() throws IOException {
        compare("by-id", ById.request(Samples.TRACE));
    }

    @Test
    void aPageOfAlerts() throws IOException {
        compare("alerts", ElasticsearchAlertStore.page(AlertFilter.ofRule("new-edge"), RANGE, 20, null));
    }

    @Test
    void aPageOfTheAlertsOfACauseByRisk() throws IOException {
        String cursor = Base64.getUrlEncoder()
                .encodeToString("[38,\"2026-03-01T12:00:00.000Z\",\"a1\"]".getBytes(StandardCharsets.UTF_8));
        AlertFilter filter = new AlertFilter(null, "a1", true, 20, false, Severity.HIGH, "orders", true);
        compare("alerts-by-risk", ElasticsearchAlertStore.page(filter, RANGE, 20, cursor));
    }

    @Test
    void howManyAlertsEachRuleRaised() throws IOException {
        compare("alert-counts", ElasticsearchAlertStore.counts(RANGE));
    }

    @Test
    void refusesTheCursorOfAnotherOrder() {
        String cursor = Base64.getUrlEncoder()
                .encodeToString("[\"2026-03-01T12:00:00.000Z\",\"a1\"]".getBytes(StandardCharsets.UTF_8));
        AlertFilter byRisk = new AlertFilter(null, null, false, 0, true, Severity.LOW, null, true);

        assertThatThrownBy(() -> ElasticsearchAlertStore.page(byRisk, RANGE, 20, cursor))
                .isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void whatIsKeptOfAContainer() throws IOException {
        compare("container-history", ElasticsearchInventoryStore.history("c:0123456789ab", RANGE, 20));
    }

    @Test
    void reports() throws IOException {
        compare("api-minutes", ElasticsearchReportStore.apiMinutesRequest("shop", RANGE));
        compare("apis", ElasticsearchReportStore.apisRequest(RANGE, MAPPER.readTree("{\"service\":\"a\"}")));
        compare("edges", ElasticsearchReportStore.edgesRequest(RANGE, MAPPER.readTree("[\"t\",\"a\",\"b\"]")));
    }

    private static void compare(String name, JsonNode request) throws IOException {
        try (InputStream committed = RequestsTest.class.getResourceAsStream("requests/" + name + ".json")) {
            assertThat(committed)
                    .as("requests/%s.json, which should hold %s", name, request)
                    .isNotNull();
            assertThat(request.toPrettyString())
                    .isEqualTo(MAPPER.readTree(committed).toPrettyString());
        }
    }
}
