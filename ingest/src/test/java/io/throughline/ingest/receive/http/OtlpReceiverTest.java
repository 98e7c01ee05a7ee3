package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Origin;
import io.throughline.ingest.receive.MemoryIntake;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpReceiverTest {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String RESOURCE = """
            {"attributes":[
              {"key":"service.name","value":{"stringValue":"orders"}},
              {"key":"host.name","value":{"stringValue":"n1"}},
              {"key":"container.id","value":{"stringValue":"c1"}},
              {"key":"container.image.name","value":{"stringValue":"shop/orders"}},
              {"key":"container.image.tags","value":{"arrayValue":{"values":[{"stringValue":"1.2"}]}}},
              {"key":"k8s.pod.name","value":{"stringValue":"orders-1"}},
              {"key":"k8s.namespace.name","value":{"stringValue":"shop"}},
              {"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}}]}""";

    private final MemoryIntake intake = new MemoryIntake();
    private final OtlpHttpReceiver receiver = receiver(intake);
    private final Sender sender = new Sender(receiver.port());

    static OtlpHttpReceiver receiver(MemoryIntake intake, String... keysAndValues) {
        Settings settings = Sender.settings("receive.otlp", keysAndValues);
        HttpReceiveConfig config = HttpReceiveConfig.otlp(settings);
        settings.verify();
        return OtlpHttpReceiver.start(config, intake);
    }

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
    }

    @Test
    void takesLogsInJsonUnderTheNamesOfEcs() {
        HttpResponse<String> answer = sender.post("/v1/logs", Sender.JSON, """
                {"resourceLogs":[{
                  "scopeLogs":[{"scope":{"name":"com.shop.Orders"},"logRecords":[
                    {"timeUnixNano":"1700000000123456789","observedTimeUnixNano":"1700000009000000000",
                     "severityNumber":17,"severityText":"ERROR","body":{"stringValue":"no stock"},
                     "traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174",
                     "attributes":[{"key":"order","value":{"intValue":"7"}},
                                   {"key":"message","value":{"stringValue":"mine"}},
                                   {"key":"tags","value":{"arrayValue":{"values":[{"boolValue":true},{"doubleValue":1.5}]}}}],
                     "flags":1,"somethingNew":{"a":[1]}},
                    {"observedTimeUnixNano":1700000001000000000,"severityNumber":9,
                     "body":{"kvlistValue":{"values":[{"key":"a","value":{"stringValue":"b"}}]}}}]}],
                  "resource":RESOURCE}]}""".replace("RESOURCE", RESOURCE));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{}");
        JsonNode log = Sender.json(intake.values().getFirst());
        assertThat(log.path("@timestamp").asText()).isEqualTo("2023-11-14T22:13:20.123456789Z");
        assertThat(log.path("message").asText()).isEqualTo("no stock");
        assertThat(log.path("log.level").asText()).isEqualTo("ERROR");
        assertThat(log.path("log.logger").asText()).isEqualTo("com.shop.Orders");
        assertThat(log.path("service.name").asText()).isEqualTo("orders");
        assertThat(log.path("host.name").asText()).isEqualTo("n1");
        assertThat(log.path("container.id").asText()).isEqualTo("c1");
        assertThat(log.path("trace.id").asText()).isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(log.path("span.id").asText()).isEqualTo("eee19b7ec3c1b174");
        assertThat(log.path("order").asInt()).isEqualTo(7);
        assertThat(log.path("attributes.message").asText()).isEqualTo("mine");
        assertThat(log.path("tags").toString()).isEqualTo("[true,1.5]");
        assertThat(log.path("k8s.pod.name").asText()).isEqualTo("orders-1");
        assertThat(log.has("telemetry.sdk.name")).isFalse();
        JsonNode second = Sender.json(intake.values().get(1));
        assertThat(second.path("@timestamp").asText()).isEqualTo("2023-11-14T22:13:21.000Z");
        assertThat(second.path("log.level").asText()).isEqualTo("INFO");
        assertThat(second.path("message").asText()).isEqualTo("{\"a\":\"b\"}");
        assertThat(intake.onlyChunk().source()).isEqualTo("otlp:n1/orders-1/orders");
        assertThat(intake.onlyChunk().id()).matches("otlp:[0-9a-f]{64}");
        assertThat(intake.onlyChunk().origin())
                .isEqualTo(new Origin("n1", "orders", "c1", "orders-1", "shop/orders:1.2", "shop", null, null));
    }

    @Test
    void makesHopsOfSpansWithTodaysAndFormerAttributes() {
        sender.post("/v1/traces", Sender.JSON, """
                {"resourceSpans":[{"resource":RESOURCE,"scopeSpans":[{"spans":[
                  {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",
                   "parentSpanId":"eee19b7ec3c1b173","name":"GET /orders/{id}","kind":2,
                   "startTimeUnixNano":"1700000000000001000","endTimeUnixNano":"1700000000002501000",
                   "attributes":[{"key":"http.request.method","value":{"stringValue":"GET"}},
                                 {"key":"url.path","value":{"stringValue":"/orders/7"}},
                                 {"key":"client.address","value":{"stringValue":"10.0.0.9"}},
                                 {"key":"user_agent.original","value":{"stringValue":"curl/8"}},
                                 {"key":"http.response.status_code","value":{"intValue":503}}],
                   "status":{"code":2,"message":"down"},
                   "events":[{"name":"exception","attributes":[
                     {"key":"exception.type","value":{"stringValue":"IOException"}}]}]},
                  {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b175","name":"GET","kind":3,
                   "startTimeUnixNano":"1700000000000001000","endTimeUnixNano":"1700000000000001000",
                   "attributes":[{"key":"http.method","value":{"stringValue":"GET"}},
                                 {"key":"http.target","value":{"stringValue":"/a?b=c"}},
                                 {"key":"peer.service","value":{"stringValue":"stock"}},
                                 {"key":"http.status_code","value":{"intValue":"200"}}]},
                  {"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b176","name":"work",
                   "kind":"SPAN_KIND_INTERNAL",
                   "startTimeUnixNano":"1700000000000001000","endTimeUnixNano":"1700000000000001000"}]}]}]}""".replace("RESOURCE", RESOURCE));

        List<JsonNode> hops = intake.values().stream().map(Sender::json).toList();
        assertThat(hops)
                .extracting(hop -> hop.path("vantage").asText())
                .containsExactly("inbound", "outbound", "internal");
        JsonNode hop = hops.getFirst();
        assertThat(hop.path("id").asText()).isEqualTo("5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174");
        assertThat(hop.path("service").asText()).isEqualTo("orders");
        assertThat(hop.path("instance").asText()).isEqualTo("orders-1");
        assertThat(hop.path("host").asText()).isEqualTo("n1");
        assertThat(hop.path("operation").asText()).isEqualTo("GET /orders/{id}");
        assertThat(hop.path("start_us").asLong()).isEqualTo(1_700_000_000_000_001L);
        assertThat(hop.path("duration_us").asLong()).isEqualTo(2_500);
        assertThat(hop.path("trace").asText()).isEqualTo("5b8efff798038103d269b633813fc60c");
        assertThat(hop.path("span").asText()).isEqualTo("eee19b7ec3c1b174");
        assertThat(hop.path("parent_span").asText()).isEqualTo("eee19b7ec3c1b173");
        assertThat(hop.path("method").asText()).isEqualTo("GET");
        assertThat(hop.path("path").asText()).isEqualTo("/orders/7");
        assertThat(hop.path("status").asInt()).isEqualTo(503);
        assertThat(hop.path("failed").asBoolean()).isTrue();
        assertThat(hop.path("source_ip").asText()).isEqualTo("10.0.0.9");
        assertThat(hop.path("error.message").asText()).isEqualTo("down");
        assertThat(hop.path("exception.type").asText()).isEqualTo("IOException");
        JsonNode former = hops.get(1);
        assertThat(former.path("method").asText()).isEqualTo("GET");
        assertThat(former.path("path").asText()).isEqualTo("/a?b=c");
        assertThat(former.path("status").asInt()).isEqualTo(200);
        assertThat(former.path("peer").asText()).isEqualTo("stock");
        assertThat(former.path("failed").asBoolean()).isFalse();
        assertThat(former.has("parent_span")).isFalse();
    }

    @Test
    void countsTheRecordsThatItCannotTakeAndTakesTheOthers() throws InvalidProtocolBufferException {
        AnyValue deep = AnyValue.newBuilder().setIntValue(1).build();
        for (int i = 0; i < 30; i++) {
            deep = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(deep))
                    .build();
        }
        LogRecord tooLong = log("\u0001".repeat(300_000));
        LogRecord tooDeep = LogRecord.newBuilder().setBody(deep).build();
        byte[] body = request(log("one"), tooLong, log("two"), tooDeep).toByteArray();

        try (OtlpHttpReceiver shallow = receiver(intake, "max-depth", "20");
                Sender to = new Sender(shallow.port())) {
            HttpResponse<byte[]> answer = to.postForBytes("/v1/logs", PROTOBUF, body);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue(PROTOBUF);
            ExportLogsServiceResponse response = ExportLogsServiceResponse.parseFrom(answer.body());
            assertThat(response.getPartialSuccess().getRejectedLogRecords()).isEqualTo(2);
            assertThat(response.getPartialSuccess().getErrorMessage()).startsWith("record 2 has ");
        }
        assertThat(intake.values()).hasSize(2);
    }

    @Test
    void tellsInJsonHowManySpansItRefused() {
        HttpResponse<String> answer = sender.post("/v1/traces", Sender.JSON, """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00","spanId":"eee19b7ec3c1b174"}]}]}]}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"partialSuccess\":{\"rejectedSpans\":\"1\","
                        + "\"errorMessage\":\"record 1 has no trace id of 16 bytes\"}}");
    }

    @Test
    void takesGzippedProtobufWhoseResourceComesLast() {
        byte[] records = ResourceLogs.newBuilder()
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log("one")))
                .build()
                .toByteArray();
        byte[] resource = ResourceLogs.newBuilder()
                .setResource(Resource.newBuilder()
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("service.name")
                                .setValue(AnyValue.newBuilder().setStringValue("orders"))))
                .build()
                .toByteArray();
        ByteString both = ByteString.copyFrom(records).concat(ByteString.copyFrom(resource));
        ByteString head = ByteString.copyFrom(new byte[] {10, (byte) both.size()});

        assertThat(sender.post(
                                "/v1/logs",
                                PROTOBUF,
                                Sender.gzip(head.concat(both).toByteArray()),
                                "Content-Encoding",
                                "gzip")
                        .statusCode())
                .isEqualTo(200);
        assertThat(intake.onlyChunk().source()).isEqualTo("otlp:127.0.0.1/orders");
    }

    @Test
    void givesARepeatedRequestTheSameIds() {
        byte[] body = request(log("one")).toByteArray();
        sender.post("/v1/logs", PROTOBUF, body);
        sender.post("/v1/logs", PROTOBUF, body);
        sender.post("/v1/logs", PROTOBUF, request(log("two")).toByteArray());

        assertThat(intake.ids().get(1)).isEqualTo(intake.ids().getFirst());
        assertThat(intake.ids().get(2)).isNotEqualTo(intake.ids().getFirst());
    }

    @Test
    void answersWhatItCannotReadWithAStatusInTheFormOfTheRequest() throws InvalidProtocolBufferException {
        for (String body : List.of(
                "",
                "[]",
                "{\"resourceLogs\":{}}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"x\"}]}]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"traceId\":\"x\"}]}]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[7]}]}]}",
                "{\"resourceLogs\":[")) {
            HttpResponse<String> answer = sender.post("/v1/logs", Sender.JSON, body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(Sender.json(answer).path("code").asInt()).as(body).isEqualTo(3);
        }
        HttpResponse<byte[]> answer =
                sender.postForBytes("/v1/logs", PROTOBUF, "nonsense".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        UnknownFieldSet status = UnknownFieldSet.parseFrom(answer.body());
        assertThat(status.getField(1).getVarintList()).containsExactly(3L);
        assertThat(status.getField(2).getLengthDelimitedList().getFirst().toStringUtf8())
                .startsWith("invalid-request");
        assertThat(sender.post("/v1/logs", "text/plain", "x").statusCode()).isEqualTo(415);
        assertThat(sender.post("/v1/metrics", PROTOBUF, "").statusCode()).isEqualTo(404);
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void buildsNoMillionsOfEmptyRecords() {
        byte[] records = new byte[2_000_000];
        for (int i = 0; i < records.length; i += 2) {
            records[i] = (2 << 3) | 2;
        }
        ByteString scope = message(2, ByteString.copyFrom(records));
        byte[] request = message(1, scope).toByteArray();

        assertThat(sender.post("/v1/traces", PROTOBUF, request).statusCode()).isEqualTo(413);
        String json = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}" + ",{}".repeat(200_000) + "]}]}]}";
        assertThat(sender.post("/v1/logs", Sender.JSON, json).statusCode()).isEqualTo(413);
        assertThat(intake.chunks()).isEmpty();
    }

    private static ByteString message(int field, ByteString content) {
        UnknownFieldSet.Field wrapped =
                UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build();
        return UnknownFieldSet.newBuilder().addField(field, wrapped).build().toByteString();
    }

    private static LogRecord log(String message) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(1_700_000_000_000_000_000L)
                .setBody(AnyValue.newBuilder().setStringValue(message))
                .build();
    }

    private static ExportLogsServiceRequest request(LogRecord... records) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
                .build();
    }
}
