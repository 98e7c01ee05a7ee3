package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.throughline.core.model.Origin;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class LokiReceiverTest {
    private static final String PUSH = "/loki/api/v1/push";
    private static final String PROTOBUF = "application/x-protobuf";

    private final MemoryIntake intake = new MemoryIntake();
    private final HttpReceiver receiver = Sender.receiver(intake, "max-body", "100k");
    private final Sender sender = new Sender(receiver.port());

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
    }

    @Test
    void takesJsonAndMakesMembersOfTheLabels() {
        HttpResponse<String> answer = sender.post(PUSH, Sender.JSON, """
                {"streams":[
                  {"stream":{"app":"orders","host":"n1"},
                   "values":[["1700000000123456789","one \\"a\\""],
                             ["1700000001000000000","two",{"trace_id":"0242ac120002","user":"u1"}]]},
                  {"values":[["1700000002000000000","three"]],"stream":{"app":"carts","pod":"carts-1","namespace":"shop"}}
                ]}""");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(intake.values())
                .containsExactly(
                        "{\"@timestamp\":\"2023-11-14T22:13:20.123456789Z\",\"message\":\"one \\\"a\\\"\","
                                + "\"app\":\"orders\",\"host\":\"n1\"}",
                        "{\"@timestamp\":\"2023-11-14T22:13:21.000Z\",\"message\":\"two\",\"app\":\"orders\","
                                + "\"host\":\"n1\",\"trace_id\":\"0242ac120002\",\"user\":\"u1\"}",
                        "{\"@timestamp\":\"2023-11-14T22:13:22.000Z\",\"message\":\"three\",\"app\":\"carts\","
                                + "\"pod\":\"carts-1\",\"namespace\":\"shop\"}");
        assertThat(intake.sources())
                .containsExactly(
                        "loki:n1/{app=\"orders\",host=\"n1\"}",
                        "loki:127.0.0.1/carts-1/{app=\"carts\",namespace=\"shop\",pod=\"carts-1\"}");
        assertThat(intake.chunks())
                .extracting(Chunk::origin)
                .containsExactly(
                        new Origin("n1", "orders", null, null, null, null, null, null),
                        new Origin("127.0.0.1", "carts", null, "carts-1", null, "shop", null, null));
        assertThat(intake.ids()).allMatch(id -> id.matches("loki:[0-9a-f]{64}")).doesNotHaveDuplicates();
    }

    @Test
    void letsALineThatIsAnObjectKeepItsMembers() {
        sender.post(PUSH, Sender.JSON, """
                {"streams":[{"stream":{"app":"orders","level":"info"},"values":[
                  ["1700000000000000000","{\\"level\\":\\"error\\",\\"msg\\":\\"m\\"}"],
                  ["1700000000000000000","{\\"ts\\":\\"2023-11-14T22:13:19Z\\",\\"msg\\":\\"m\\"}"],
                  ["1700000000000000000","{not json"],
                  ["1700000000000000000","{} {}"]]}]}""");

        assertThat(intake.values())
                .containsExactly(
                        "{\"@timestamp\":\"2023-11-14T22:13:20.000Z\",\"app\":\"orders\",\"loki.level\":\"info\","
                                + "\"level\":\"error\",\"msg\":\"m\"}",
                        "{\"app\":\"orders\",\"level\":\"info\",\"ts\":\"2023-11-14T22:13:19Z\",\"msg\":\"m\"}",
                        "{\"@timestamp\":\"2023-11-14T22:13:20.000Z\",\"message\":\"{not json\",\"app\":\"orders\","
                                + "\"level\":\"info\"}",
                        "{\"@timestamp\":\"2023-11-14T22:13:20.000Z\",\"message\":\"{} {}\",\"app\":\"orders\","
                                + "\"level\":\"info\"}");
    }

    @Test
    void takesProtobufInSnappyAsPromtailSendsIt() throws IOException {
        byte[] push = push(
                "{app=\"or\\\"ders\", `x`=\"\"}".replace("`x`", "env"),
                entry(1_700_000_000L, 123_456_789, "one", "trace_id", "t1"),
                entry(1_700_000_001L, 0, "caf\u00e9"));

        HttpResponse<String> answer = sender.post(PUSH, PROTOBUF, Snappy.compress(push));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(intake.values())
                .containsExactly(
                        "{\"@timestamp\":\"2023-11-14T22:13:20.123456789Z\",\"message\":\"one\",\"app\":\"or\\\"ders\","
                                + "\"env\":\"\",\"trace_id\":\"t1\"}",
                        "{\"@timestamp\":\"2023-11-14T22:13:21.000Z\",\"message\":\"caf\u00e9\",\"app\":\"or\\\"ders\","
                                + "\"env\":\"\"}");
        assertThat(sender.post(PUSH, PROTOBUF, Snappy.compress(push), "Content-Encoding", "snappy")
                        .statusCode())
                .isEqualTo(204);
        assertThat(intake.ids().get(1)).isEqualTo(intake.ids().getFirst());
    }

    @Test
    void takesNothingOfAPushWithOneWrongLineAndNamesIt() {
        for (String wrong : List.of(
                "[\"x\",\"line\"]",
                "[1700000000000000000,\"line\"]",
                "[\"1\"]",
                "[\"99999999999999999999\",\"l\"]",
                "{}")) {
            HttpResponse<String> answer = sender.post(
                    PUSH, Sender.JSON, "{\"streams\":[{\"stream\":{},\"values\":[[\"1\",\"a\"]," + wrong + "]}]}");

            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(Sender.json(answer).path("detail").asText()).as(wrong).startsWith("record 2 ");
        }
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void refusesWhatIsNoPush() throws IOException {
        for (String body : List.of("", "[]", "{\"streams\":1}", "{\"streams\":[{}", "{\"streams\":[1]}", "{}{}", "x")) {
            assertThat(sender.post(PUSH, Sender.JSON, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(sender.post(PUSH, PROTOBUF, new byte[] {1, 2, 3}).statusCode())
                .isEqualTo(400);
        assertThat(sender.post(PUSH, PROTOBUF, new byte[0]).statusCode()).isEqualTo(400);
        assertThat(sender.post(PUSH, PROTOBUF, Snappy.compress(new byte[] {10, 99, 1}))
                        .statusCode())
                .isEqualTo(400);
        assertThat(sender.post(PUSH, PROTOBUF, Snappy.compress(push("{a=b}", entry(1, 0, "x"))))
                        .statusCode())
                .isEqualTo(400);
        assertThat(sender.post(PUSH, "text/plain", "x").statusCode()).isEqualTo(415);
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void unpacksNoBomb() throws IOException {
        byte[] bomb = Snappy.compress(push("{}", entry(1, 0, "x".repeat(1 << 20))));
        assertThat(bomb.length).isLessThan(60_000);

        assertThat(sender.post(PUSH, PROTOBUF, bomb).statusCode()).isEqualTo(413);
    }

    @Test
    void takesNoSmallPushThatItsLabelsMakeLarge() {
        String label = "x".repeat(5_000);
        String values = "[\"1\",\"\"],".repeat(50) + "[\"1\",\"\"]";

        HttpResponse<String> answer = sender.post(
                PUSH,
                Sender.JSON,
                "{\"streams\":[{\"stream\":{\"a\":\"" + label + "\"},\"values\":[" + values + "]}]}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(intake.chunks()).isEmpty();
    }

    private static byte[] push(String labels, byte[]... entries) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(stream);
        out.writeString(1, labels);
        for (byte[] entry : entries) {
            out.writeBytes(2, ByteString.copyFrom(entry));
        }
        out.writeUInt64(3, 42);
        out.flush();
        return message(1, stream.toByteArray());
    }

    private static byte[] entry(long second, int nano, String line, String... metadata) throws IOException {
        ByteArrayOutputStream time = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(time);
        out.writeInt64(1, second);
        out.writeInt32(2, nano);
        out.flush();
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        entry.write(message(1, time.toByteArray()));
        entry.write(message(2, line.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < metadata.length; i += 2) {
            ByteArrayOutputStream pair = new ByteArrayOutputStream();
            pair.write(message(1, metadata[i].getBytes(StandardCharsets.UTF_8)));
            pair.write(message(2, metadata[i + 1].getBytes(StandardCharsets.UTF_8)));
            entry.write(message(3, pair.toByteArray()));
        }
        return entry.toByteArray();
    }

    private static byte[] message(int field, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(field, content);
        out.flush();
        return bytes.toByteArray();
    }
}
