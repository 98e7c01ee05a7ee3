package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.throughline.core.model.Origin;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.MemoryIntake;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkReceiverTest {
    private final MemoryIntake intake = new MemoryIntake();
    private final HttpReceiver receiver = Sender.receiver(intake, "max-records", "10");
    private final Sender sender = new Sender(receiver.port());

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
    }

    @Test
    void takesWhatFilebeatSends() {
        HttpResponse<String> answer = sender.post(
                "/_bulk?filter_path=errors%2Citems.%2A.error%2Citems.%2A.status",
                "application/vnd.elasticsearch+x-ndjson; compatible-with=8", """
                {"create":{"_index":"filebeat-8.17.0"}}
                {"@timestamp":"2026-11-22T10:00:00.000Z","message":"a","host":{"name":"n1"},"agent":{"type":"filebeat"}}
                {"create":{"_index":"filebeat-8.17.0"}}
                {"@timestamp":"2026-11-22T10:00:00.001Z","message":"b","host":{"name":"n1"},"agent":{"type":"filebeat"}}
                """);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Elastic-Product")).hasValue("Elasticsearch");
        assertThat(answer.body())
                .matches("\\{\"took\":\\d+,\"errors\":false,\"items\":"
                        + "\\[\\{\"create\":\\{\"status\":201}},\\{\"create\":\\{\"status\":201}}]}");
        Chunk chunk = intake.onlyChunk();
        assertThat(chunk.id()).matches("bulk:[0-9a-f]{64}");
        assertThat(chunk.source()).isEqualTo("bulk:n1/filebeat-8.17.0");
        assertThat(chunk.origin()).isEqualTo(Origin.ofHost("n1"));
        assertThat(intake.values().getFirst())
                .isEqualTo("{\"@timestamp\":\"2026-11-22T10:00:00.000Z\",\"message\":\"a\","
                        + "\"host\":{\"name\":\"n1\"},\"agent\":{\"type\":\"filebeat\"}}");
    }

    @Test
    void takesTheIndexOfThePathAndAnswersWithEveryItem() {
        HttpResponse<String> answer = sender.post(
                "/logs/_bulk",
                Sender.NDJSON,
                "{\"index\":{\"_id\":\"7\"}}\r\n{\"n\":1}\r\n\r\n{ \"index\" : {\"_index\":\"other\",\"_type\":\"_doc\"} }\r\n{\"n\":2}");

        JsonNode items = Sender.json(answer).path("items");
        assertThat(items.path(0).path("index").path("_id").asText()).isEqualTo("7");
        assertThat(items.path(0).path("index").path("result").asText()).isEqualTo("created");
        assertThat(items.path(1).path("index").path("_index").asText()).isEqualTo("other");
        assertThat(intake.sources()).containsExactly("bulk:127.0.0.1/logs", "bulk:127.0.0.1/other");
        assertThat(intake.values()).containsExactly("{\"n\":1}", "{\"n\":2}");
    }

    @Test
    void tellsWhichDocumentsItCannotTakeAndTakesTheOthers() {
        String tooDeep = "{\"a\":".repeat(70) + "1" + "}".repeat(70);
        String tooLong = "{\"a\":\"" + "x".repeat(1 << 20) + "\"}";
        HttpResponse<String> answer = sender.post(
                "/_bulk",
                Sender.NDJSON,
                String.join(
                        "\n",
                        "{\"create\":{\"_index\":\"a\"}}",
                        "{\"n\":1}",
                        "{\"create\":{\"_index\":\"a\"}}",
                        "{\"n\":",
                        "{\"create\":{\"_index\":\"a\"}}",
                        tooDeep,
                        "{\"create\":{\"_index\":\"a\"}}",
                        tooLong,
                        "{\"create\":{\"_index\":\"a\"}}",
                        "[{}]",
                        "{\"create\":{}}",
                        "{\"n\":2}",
                        "{\"update\":{\"_index\":\"a\",\"_id\":\"1\"}}",
                        "{\"doc\":{}}",
                        "{\"delete\":{\"_index\":\"a\",\"_id\":\"1\"}}",
                        "{\"index\":{\"_index\":\"a\"}}",
                        "{\"n\":3}",
                        ""));

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = Sender.json(answer);
        assertThat(json.path("errors").asBoolean()).isTrue();
        assertThat(json.path("items").findValues("status"))
                .extracting(JsonNode::asInt)
                .containsExactly(201, 400, 400, 400, 400, 400, 400, 400, 201);
        assertThat(json.at("/items/1/create/error/type").asText()).isEqualTo("document_parsing_exception");
        assertThat(json.at("/items/7/delete/error/reason").asText()).contains("nothing is deleted");
        assertThat(intake.values()).containsExactly("{\"n\":1}", "{\"n\":3}");
    }

    /** The parser takes the second name for the first, once it knows that. */
    @Test
    void refusesANameThatIsNoTextAlthoughItLooksLikeOneThatIsKnown() {
        String body = """
                {"create":{"_index":"a"}}
                {"ame":1}
                {"create":{"_index":"a"}}
                {"ÿame":2}
                """;
        HttpResponse<String> answer = sender.post("/_bulk", Sender.NDJSON, body.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Sender.json(answer).path("items").findValues("status"))
                .extracting(JsonNode::asInt)
                .containsExactly(201, 400);
        assertThat(intake.values()).containsExactly("{\"ame\":1}");
    }

    @Test
    void refusesABodyWhoseActionsItCannotTellFromDocuments() {
        for (String body : new String[] {
            "{\"n\":1}\n{\"n\":2}\n",
            "{\"create\":{\"_index\":\"a\"}}\n{}\nnonsense\n{}\n",
            "{\"create\":{\"_index\":\"a\"}}\n",
            "{\"create\":{},\"index\":{}}\n{}\n"
        }) {
            HttpResponse<String> answer = sender.post("/_bulk", Sender.NDJSON, body);

            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(Sender.json(answer).path("detail").asText()).startsWith("record ");
            assertThat(Sender.json(answer).at("/error/reason").asText()).startsWith("record ");
        }
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void refusesMoreDocumentsThanItTakesAtOnce() {
        HttpResponse<String> answer =
                sender.post("/_bulk", Sender.NDJSON, "{\"create\":{\"_index\":\"a\"}}\n{}\n".repeat(11));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void tellsElasticsearchsClientsInTheirWordsThatThereIsNoRoom() {
        intake.room(0);

        HttpResponse<String> answer = sender.post("/_bulk", Sender.NDJSON, "{\"create\":{\"_index\":\"a\"}}\n{}\n");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(Sender.json(answer).path("status").asInt()).isEqualTo(429);
        assertThat(Sender.json(answer).at("/error/type").asText()).isEqualTo("es_rejected_execution_exception");
    }

    @Test
    void givesARepeatedRequestTheSameIds() {
        String body =
                "{\"create\":{\"_index\":\"a\",\"_id\":\"1\"}}\n{}\n{\"create\":{\"_index\":\"b\",\"_id\":\"1\"}}\n{}\n";
        sender.post("/_bulk", Sender.NDJSON, body);
        sender.post("/_bulk", Sender.NDJSON, body);
        sender.post("/_bulk", Sender.NDJSON, body.replace("\"1\"", "\"2\""));

        assertThat(intake.ids().subList(2, 4)).isEqualTo(intake.ids().subList(0, 2));
        assertThat(intake.ids().subList(2, 6)).doesNotHaveDuplicates();
    }

    @Test
    void answersWhatSendersAskFirst() {
        assertThat(sender.send("HEAD", "/").statusCode()).isEqualTo(200);
        HttpResponse<String> root = sender.send("GET", "/");
        assertThat(root.headers().firstValue("X-Elastic-Product")).hasValue("Elasticsearch");
        assertThat(Sender.json(root).at("/version/number").asText()).matches("8\\.\\d+\\.\\d+");
        assertThat(Sender.json(sender.send("GET", "/_license"))
                        .at("/license/status")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void saysClearlyThatItTakesNoTemplatesAndPolicies() {
        assertThat(sender.send("HEAD", "/_index_template/filebeat-8.17.0").statusCode())
                .isEqualTo(404);
        assertThat(sender.send("GET", "/_ilm/policy/filebeat").statusCode()).isEqualTo(404);
        for (String path : new String[] {"/_index_template/logs", "/_template/x", "/_ilm/policy/filebeat", "/index"}) {
            HttpResponse<String> answer = sender.send("PUT", path);

            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(Sender.json(answer).path("detail").asText()).contains("setup.ilm.enabled: false");
        }
    }
}
