package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.elasticsearch.AlertDocument;
import io.throughline.elasticsearch.ApiMinuteDocument;
import io.throughline.elasticsearch.EdgeMinuteDocument;
import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.FlowDocument;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.IndexTemplates;
import io.throughline.elasticsearch.LogDocument;
import io.throughline.embedded.SharedServers;
import io.throughline.testkit.TestEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The API as {@code up} starts it, over the real server. */
class ElasticsearchApiIT {
    private static final String RANGE = "&from=2026-11-22T11:00:00Z&to=2026-11-22T13:00:00Z";
    private static final ElasticsearchConfig ELASTICSEARCH =
            ElasticsearchConfig.of(SharedServers.elasticsearch().url());
    private static final ApiServer SERVER = ApiServer.create(
                    ApiConfig.from(new Settings(Map.of("api.port", "0"))), ELASTICSEARCH)
            .start();
    private static final Asking API = new Asking(SERVER);

    @BeforeAll
    static void fill() {
        // Before there is any index, the answers are empty and no errors.
        for (String path : List.of("logs", "flows", "alerts", "apis")) {
            assertThat(API.json("/api/v1/" + path).at("/items").size()).as(path).isZero();
        }
        assertThat(API.json("/api/v1/map").at("/edges").size()).isZero();

        List<IndexDocument> documents = new ArrayList<>(FlowDocument.of(Samples.flow()));
        documents.add(LogDocument.of(
                TestEvents.event(1)
                        .service("orders")
                        .level("ERROR")
                        .message("no stock of <b>green</b> paint \u001b[31m")
                        .trace(Samples.FLOW_ID, "00f067aa0ba902b7")
                        .at(Samples.NOON)
                        .build(),
                Samples.FLOW_ID));
        documents.add(LogDocument.of(
                TestEvents.event(2)
                        .service("orders")
                        .level("INFO")
                        .message("looking for paint")
                        .at(Samples.NOON)
                        .build(),
                null));
        documents.add(AlertDocument.of(Samples.alert()));
        documents.add(EdgeMinuteDocument.of(Samples.edge("gateway", "orders", 9, 0, 5_000)));
        documents.add(ApiMinuteDocument.of(Samples.minute(0, 2, 1, Map.of("gateway", 2L), 1_000, 2_000)));
        try (ElasticsearchClient client = ElasticsearchClient.open(ELASTICSEARCH)) {
            IndexTemplates.install(client);
            documents.forEach(document -> write(client, document));
            client.call("POST", "/throughline-*/_refresh", null);
        }
    }

    private static void write(ElasticsearchClient client, IndexDocument document) {
        try {
            JsonNode body = new ObjectMapper().readTree(document.json());
            assertThat(client.call("PUT", "/" + document.index() + "/_doc/" + document.id(), body))
                    .matches(ElasticsearchClient.Answer::ok);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static List<String> found(String query) {
        return API.json("/api/v1/logs?q=" + Asking.encode(query) + RANGE)
                .at("/items")
                .findValuesAsText("message");
    }

    @Test
    void findsTheLinesOfATrace() {
        assertThat(found("trace.id:" + Samples.FLOW_ID)).hasSize(1).allMatch(message -> message.startsWith("no stock"));
    }

    @Test
    void findsByFieldsTogether() {
        assertThat(found("service.name:orders AND log.level:ERROR")).hasSize(1);
        assertThat(found("service.name:orders AND NOT log.level:ERROR")).containsExactly("looking for paint");
    }

    @Test
    void findsFreeText() {
        assertThat(found("green")).hasSize(1);
        assertThat(found("paint")).hasSize(2);
        assertThat(found("purple")).isEmpty();
    }

    @Test
    void tellsWhatIsWrongWithAQuery() {
        JsonNode problem = API.json("/api/v1/logs?q=" + Asking.encode("message:(paint") + RANGE);

        assertThat(problem.at("/code").asText()).isEqualTo("invalid-query");
        assertThat(problem.at("/detail").asText()).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void findsFlowsByTheirStructure() {
        assertThat(flowsWhere("gateway reaches stock and error and duration>=120ms and inferred=0.5"))
                .containsExactly(Samples.FLOW_ID);
        assertThat(flowsWhere("gateway reaches stock without orders")).isEmpty();
        assertThat(flowsWhere("not error")).isEmpty();
        assertThat(flowsWhere("service:nobody or calls orders -> stock")).containsExactly(Samples.FLOW_ID);
    }

    private static List<String> flowsWhere(String question) {
        return API.json("/api/v1/flows?where=" + Asking.encode(question) + RANGE)
                .at("/items")
                .findValuesAsText("id");
    }

    @Test
    void answersEverythingElseFromTheSameStores() {
        assertThat(API.json("/api/v1/logs/histogram?interval=1h" + RANGE)
                        .at("/buckets/1/count")
                        .asLong())
                .isEqualTo(2);
        assertThat(API.json("/api/v1/logs/top/log.level?size=5" + RANGE)
                        .at("/items")
                        .size())
                .isEqualTo(2);
        JsonNode flow = API.json("/api/v1/flows/" + Samples.FLOW_ID);
        assertThat(flow.at("/hops").size()).isEqualTo(3);
        assertThat(flow.at("/events/0/message").asText()).contains("<b>green</b> paint \u001b[31m");
        assertThat(API.json("/api/v1/flows?service=stock&failed=true" + RANGE)
                        .at("/items/0/hopCount")
                        .asInt())
                .isEqualTo(3);
        assertThat(API.json("/api/v1/alerts/alert-1").at("/evidence/0/event").asText())
                .isEqualTo("e-b");
        assertThat(API.json("/api/v1/map?" + RANGE.substring(1))
                        .at("/edges/0/calls")
                        .asLong())
                .isEqualTo(9);
        assertThat(API.json("/api/v1/apis/orders/report?format=json" + RANGE)
                        .at("/apis/0/errors")
                        .asLong())
                .isEqualTo(1);
        assertThat(API.json("/ready").at("/checks/0/detail").asText()).contains("green");
    }
}
