package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.LatencyHistogram;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of document fits the mapping of its template, on the real server. */
class IndexTemplatesIT {
    @BeforeEach
    void empty() {
        RealElasticsearch.clear();
    }

    @Test
    void everyKindOfDocumentIsTaken() {
        List<IndexDocument> documents = new ArrayList<>();
        documents.add(LogDocument.of(Samples.access("GET /orders/7 503"), Samples.TRACE));
        documents.addAll(FlowDocument.of(Samples.flow(
                Samples.TIME,
                Samples.TIME.plusSeconds(1),
                1,
                true,
                Samples.hop("h", Samples.TIME, Duration.ofMillis(1)))));
        documents.add(AlertDocument.of(new Alert(
                "a1",
                "r",
                1,
                Alert.Severity.LOW,
                "t",
                Samples.TIME,
                Samples.TIME,
                Samples.TIME,
                Map.of("peer", "b"),
                "e",
                "s",
                List.of(),
                List.of(),
                1)));
        documents.add(ApiMinuteDocument.of(new ApiMinute(
                "s", "GET", "/", Samples.TIME, 1, 0, new LatencyHistogram(), Map.of("a.b", 1L, "a", 2L), 4)));
        documents.add(EdgeMinuteDocument.of(new EdgeMinute("a", "b", Samples.TIME, 1, 0, new LatencyHistogram())));

        assertThat(RealElasticsearch.write(documents)).isEmpty();
        assertThat(count("throughline-*")).isEqualTo(5);
    }

    @Test
    void strangersKeysMakeNoFields() {
        IndexDocument document = LogDocument.of(Samples.access("x"), null);
        String json =
                new String(document.json(), StandardCharsets.UTF_8).replaceFirst("\\{", "{\"made.up\":{\"x\":1},");
        RealElasticsearch.write(
                List.of(new IndexDocument(document.index(), "1", 1, json.getBytes(StandardCharsets.UTF_8))));

        JsonNode mapping =
                ElasticsearchClient.tree(RealElasticsearch.call("GET", "/" + document.index() + "/_mapping", null));
        assertThat(mapping.findValue("properties").has("made")).isFalse();
        assertThat(mapping.findValue("labels").path("type").textValue()).isEqualTo("flattened");
    }

    @Test
    void hostileTextIsTakenAsItIs() {
        String hostile = "\u0000\ud800\u2028<script>" + "x".repeat(100_000) + "a.".repeat(100_000);

        assertThat(RealElasticsearch.write(List.of(LogDocument.of(Samples.event(hostile), "f".repeat(100_000)))))
                .isEmpty();
        assertThat(count("throughline-logs-*")).isEqualTo(1);
    }

    @Test
    void aTimeThatNoClockHasIsRejectedWithItsReason() {
        Instant old = Instant.parse("1815-06-18T11:00:00Z");
        IndexDocument document = EdgeMinuteDocument.of(new EdgeMinute("a", "b", old, 1, 0, new LatencyHistogram()));

        assertThat(RealElasticsearch.write(List.of(document)))
                .singleElement()
                .asString()
                .contains("1815", "before the epoch");
    }

    @Test
    void installingAgainChangesNothing() {
        IndexTemplates.install(RealElasticsearch.client());
        JsonNode templates =
                ElasticsearchClient.tree(RealElasticsearch.call("GET", "/_index_template/throughline-*", null));

        assertThat(templates.path("index_templates")).hasSize(7);
    }

    @Test
    void anOperatorsOwnSettingsWin() {
        RealElasticsearch.call(
                "PUT",
                "/_component_template/throughline-custom",
                "{\"template\":{\"settings\":{\"index.refresh_interval\":\"17s\"}}}");
        try {
            IndexDocument document = LogDocument.of(Samples.event("x"), null);
            RealElasticsearch.write(List.of(document));
            JsonNode settings = ElasticsearchClient.tree(
                    RealElasticsearch.call("GET", "/" + document.index() + "/_settings", null));
            assertThat(settings.findValue("refresh_interval").textValue()).isEqualTo("17s");
            assertThat(settings.findValue("number_of_shards").textValue()).isEqualTo("1");
        } finally {
            RealElasticsearch.call(
                    "PUT", "/_component_template/throughline-custom", "{\"template\":{\"settings\":{}}}");
        }
    }

    @Test
    void theClusterIsWell() {
        assertThat(RealElasticsearch.client().check()).contains("green");
    }

    private static int count(String indices) {
        return ElasticsearchClient.tree(RealElasticsearch.call("GET", "/" + indices + "/_count", null))
                .path("count")
                .asInt();
    }
}
