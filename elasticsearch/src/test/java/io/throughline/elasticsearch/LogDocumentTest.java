package io.throughline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.model.Correlation;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.schema.EcsLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogDocumentTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void writesFlatEcsNames() {
        IndexDocument document = LogDocument.of(Samples.event("created order_id 7"), Samples.TRACE);

        assertThat(document.index()).isEqualTo("throughline-logs-2023.01.29");
        assertThat(document.id()).isEqualTo("0123456789abcdef0123456789abcdef");
        assertThat(new String(document.json(), StandardCharsets.UTF_8)).isEqualTo("""
                {"@timestamp":"2023-01-29T08:42:10.176365235Z","service.name":"ts-order-service","log.level":"ERROR",\
                "message":"created order_id 7","throughline.template.id":"a45db5f8d07b4cbb",\
                "throughline.template.text":"created order_id <*>","trace.id":"93bead877ae15b6d9cdf1c1569881314","span.id":"0b3fba9c4ba54a89",\
                "throughline.parent_span.id":"ff3fba9c4ba54a89","http.request.id":"r-1",\
                "throughline.flow.id":"93bead877ae15b6d9cdf1c1569881314","log.logger":"o.c.OrderController",\
                "process.thread.name":"http-1","host.name":"node-1","container.id":"c0ffee","container.name":"ts-order-1",\
                "container.image.name":"ts/order:1","orchestrator.namespace":"shop","log.file.path":"/var/log/o.log",\
                "throughline.source":"node-1/ts-order.log","throughline.offset":4711,\
                "throughline.words":"OrderController order id"}""");
    }

    @Test
    void writesWhatAnAccessLineTells() throws IOException {
        JsonNode json = MAPPER.readTree(
                LogDocument.of(Samples.access("GET /orders/7 503"), null).json());

        assertThat(json.path("http.response.status_code").intValue()).isEqualTo(503);
        assertThat(json.path("event.duration").longValue()).isEqualTo(12_000_000);
        assertThat(json.path("event.outcome").textValue()).isEqualTo("failure");
        assertThat(json.path("throughline.hop.vantage").textValue()).isEqualTo("inbound");
        assertThat(json.path("source.ip").textValue()).isEqualTo("10.0.0.9");
        assertThat(json.path("throughline.labels").toString()).isEqualTo("{\"cart.size\":\"3\",\"tenant\":\"blue\"}");
        assertThat(json.has("throughline.flow.id")).isFalse();
    }

    /** The index takes no other fields than the template's: one that is not mapped could not be found. */
    @Test
    void everyLabelOfTheSchemaIsMapped() {
        JsonNode mapped = IndexTemplates.template(IndexNames.LOGS).at("/template/mappings/properties");

        EcsLabels.all()
                .forEach((name, kind) -> assertThat(
                                mapped.path(name).path("type").textValue())
                        .as(name)
                        .isEqualTo(
                                switch (kind) {
                                    case NUMBER -> "long";
                                    case ADDRESS -> "ip";
                                    case WORD, LIST, BARS -> "keyword";
                                }));
    }

    @Test
    void knowingTheFlowWinsOverNotKnowingIt() {
        LogEvent event = Samples.event("x");
        assertThat(LogDocument.of(event, Samples.TRACE).version())
                .isGreaterThan(LogDocument.of(event, null).version());
    }

    @Test
    void keepsHostileTextHarmless() throws IOException {
        String hostile = "<script>\u001b[31m\u0000\n\ud800 lone \uD83D\uDE00 \"quote\" \u2028";
        LogEvent event = new LogEvent(
                "../_all?x=1\n",
                "s",
                0,
                Instant.EPOCH,
                "unknown",
                Origin.ofHost("h"),
                null,
                null,
                null,
                hostile,
                Correlation.NONE,
                null,
                Map.of("a\"b", "\n"));
        IndexDocument document = LogDocument.of(event, null);

        assertThat(document.id()).matches("h[0-9a-f]{40}");
        assertThat(new String(document.json(), StandardCharsets.UTF_8)).doesNotContain("\n");
        assertThat(MAPPER.readTree(document.json()).path("message").textValue()).isEqualTo(hostile);
    }

    @Test
    void aFailedDocumentDoesNotSpoilTheNext() {
        byte[] before = LogDocument.of(Samples.event("x"), null).json();
        assertThatThrownBy(() -> DocumentWriter.write(json -> {
                    json.writeStringField("half", "done");
                    throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(LogDocument.of(Samples.event("x"), null).json()).isEqualTo(before);
    }
}
