package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Origin;
import io.throughline.ingest.publish.Chunk;
import io.throughline.ingest.receive.MemoryIntake;
import io.throughline.ingest.receive.msgpack.Packer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonReceiverTest {
    private final MemoryIntake intake = new MemoryIntake();
    private final HttpReceiver receiver = Sender.receiver(intake);
    private final Sender sender = new Sender(receiver.port());

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
    }

    @Test
    void takesAnObjectWithItsOwnMembersAsTheyAre() {
        HttpResponse<String> answer =
                sender.post("/", Sender.JSON, "{\"msg\" : \"caf\u00e9 \\u0041\", \"n\":1.50, \"ts\":\"x\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"records\":1}");
        assertThat(intake.values()).containsExactly("{\"msg\" : \"caf\u00e9 \\u0041\", \"n\":1.50, \"ts\":\"x\"}");
        Chunk chunk = intake.onlyChunk();
        assertThat(chunk.id()).matches("http:[0-9a-f]{64}");
        assertThat(chunk.source()).isEqualTo("http:127.0.0.1");
        assertThat(chunk.origin()).isEqualTo(Origin.ofHost("127.0.0.1"));
    }

    @Test
    void takesTheArrayThatFluentBitSendsAndItsTime() {
        String body = "[{\"date\":1700000000.123456,\"log\":\"one\"},{\"date\":1700000001.0,\"log\":\"two\"}]";

        assertThat(sender.post("/kube.var.log", Sender.JSON, body).statusCode()).isEqualTo(200);

        assertThat(intake.values())
                .containsExactly(
                        "{\"@timestamp\":\"2023-11-14T22:13:20.123456Z\",\"tag\":\"kube.var.log\","
                                + "\"date\":1700000000.123456,\"log\":\"one\"}",
                        "{\"@timestamp\":\"2023-11-14T22:13:21.000Z\",\"tag\":\"kube.var.log\","
                                + "\"date\":1700000001.0,\"log\":\"two\"}");
        assertThat(intake.sources()).containsExactly("http:127.0.0.1/kube.var.log");
    }

    @Test
    void takesLinesAndWhatFluentBitStreamsWithoutLineFeeds() {
        sender.post("/a", Sender.NDJSON, "{\"n\":1}\n{\"n\":2}\n\n{\"n\":3}\n");
        sender.post("/b", Sender.JSON, "{\"n\":1}{\"n\":2}");

        assertThat(intake.values())
                .containsExactly(
                        "{\"tag\":\"a\",\"n\":1}",
                        "{\"tag\":\"a\",\"n\":2}",
                        "{\"tag\":\"a\",\"n\":3}",
                        "{\"tag\":\"b\",\"n\":1}",
                        "{\"tag\":\"b\",\"n\":2}");
    }

    @Test
    void takesTheFormAndTheTimeThatFluentdTakes() {
        sender.post(
                "/app.log?time=1392021185.5",
                "application/x-www-form-urlencoded",
                "json=%7B%22action%22%3A%22log+in%22%2C%22user%22%3A2%7D");
        sender.post(
                "/app.log", "application/x-www-form-urlencoded; charset=utf-8", "time=1392021185&json=%5B%7B%7D%5D");

        assertThat(intake.values())
                .containsExactly(
                        "{\"@timestamp\":\"2014-02-10T08:33:05.500Z\",\"tag\":\"app.log\",\"action\":\"log in\",\"user\":2}",
                        "{\"@timestamp\":\"2014-02-10T08:33:05.000Z\",\"tag\":\"app.log\"}");
    }

    @Test
    void letsARecordKeepItsOwnTimeAndTag() {
        sender.post("/a?time=1392021185", Sender.NDJSON, """
                {"@timestamp":"2023-01-29T08:42:10Z","tag":"own"}
                {"time":"2023-01-29T08:42:10Z"}
                {"time":"08:42:10.123"}
                """);

        assertThat(intake.values())
                .containsExactly(
                        "{\"@timestamp\":\"2023-01-29T08:42:10Z\",\"tag\":\"own\"}",
                        "{\"tag\":\"a\",\"time\":\"2023-01-29T08:42:10Z\"}",
                        "{\"@timestamp\":\"2014-02-10T08:33:05.000Z\",\"tag\":\"a\",\"time\":\"08:42:10.123\"}");
    }

    @Test
    void makesOneLineOfAnObjectInSeveral() {
        sender.post("/", Sender.JSON, "\n{\n  \"a\": {\r\n    \"b\": \"x\\ny\"\n  }\n}\n");

        assertThat(intake.values()).containsExactly("{\"a\": {      \"b\": \"x\\ny\"   } }");
    }

    @Test
    void knowsHostServiceAndContainerFromTheRecordsAndKeepsThemApart() {
        sender.post("/app", Sender.NDJSON, """
                {"host":{"name":"n1"},"service":{"name":"orders"},"container":{"id":"c1","image":{"name":"shop/orders:1"}}}
                {"kubernetes":{"host":"n2","pod_name":"p-1","namespace_name":"shop"},"log":"x"}
                {"host":{"name":"n1"},"service":{"name":"orders"},"container":{"id":"c1","image":{"name":"shop/orders:1"}}}
                {"host":"n3","container_name":"/shop_1"}
                """);

        assertThat(intake.chunks())
                .extracting(Chunk::origin)
                .containsExactly(
                        new Origin("n1", "orders", "c1", null, "shop/orders:1", null, null, null),
                        new Origin("n2", null, null, "p-1", null, "shop", null, null),
                        new Origin("n3", null, null, "shop_1", null, null, null, null));
        assertThat(intake.chunks()).extracting(chunk -> chunk.values().size()).containsExactly(2, 1, 1);
        assertThat(intake.sources()).containsExactly("http:n1/app", "http:n2/p-1/app", "http:n3/shop_1/app");
        assertThat(intake.ids()).doesNotHaveDuplicates();
    }

    @Test
    void givesARepeatedRequestTheSameIdsAndAnotherOneOthers() {
        byte[] body = "[{\"host\":\"a\",\"n\":1},{\"host\":\"b\",\"n\":2}]".getBytes(StandardCharsets.UTF_8);

        sender.post("/t?time=1392021185", Sender.JSON, body);
        sender.post("/t?time=1392021185", Sender.JSON, Sender.gzip(body), "Content-Encoding", "gzip");
        sender.post("/t?time=1392021186", Sender.JSON, body);
        sender.post("/u?time=1392021185", Sender.JSON, body);

        List<String> ids = intake.ids();
        assertThat(ids.subList(2, 4)).isEqualTo(ids.subList(0, 2));
        assertThat(ids.subList(2, 8)).doesNotHaveDuplicates();
    }

    @Test
    void takesNothingOfARequestWithOneWrongRecordAndNamesIt() {
        HttpResponse<String> answer = sender.post("/", Sender.NDJSON, "{\"n\":1}\n{\"n\":2}\n{\"n\":\n{\"n\":4}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(Sender.json(answer).path("code").asText()).isEqualTo("invalid-record");
        assertThat(Sender.json(answer).path("detail").asText()).startsWith("record 3 is no JSON");
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void takesOnlyObjects() {
        for (String body :
                List.of("1", "[1]", "[{},\"x\"]", "[[{}]]", "nonsense", "{}]", "{\"a\":1", "\ufeff\ufeff{}")) {
            assertThat(sender.post("/", Sender.JSON, body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        byte[] wide = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
        assertThat(sender.post("/", Sender.JSON, wide).statusCode()).isEqualTo(400);
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void answersARequestWithoutRecords() {
        assertThat(sender.post("/", Sender.JSON, "").body()).isEqualTo("{\"records\":0}");
        assertThat(sender.post("/", Sender.JSON, "[]").body()).isEqualTo("{\"records\":0}");
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void refusesTypesTimesAndTagsThatItDoesNotKnow() {
        assertThat(sender.post("/", "text/plain", "x").statusCode()).isEqualTo(415);
        assertThat(sender.post("/", "application/x-www-form-urlencoded", "a=b").statusCode())
                .isEqualTo(400);
        assertThat(sender.post("/", "application/x-www-form-urlencoded", "json=%zz")
                        .statusCode())
                .isEqualTo(400);
        assertThat(sender.post("/?time=yesterday", Sender.JSON, "{}").statusCode())
                .isEqualTo(400);
        assertThat(sender.post("/_cat", Sender.JSON, "{}").statusCode()).isEqualTo(404);
        assertThat(sender.post("/a/b", Sender.JSON, "{}").statusCode()).isEqualTo(404);
        assertThat(sender.send("DELETE", "/a").statusCode()).isEqualTo(405);
    }

    @Test
    void takesMessagePackAsFluentBitAndFluentdHaveIt() {
        byte[] entries = new Packer()
                .array(2)
                .eventTime(1_700_000_000L, 123_456_789)
                .map(1)
                .text("log")
                .text("one")
                .array(2)
                .array(2)
                .eventTime(0xffff_ffffL, 0)
                .map(0)
                .map(0)
                .array(2)
                .array(2)
                .eventTime(1_700_000_001L, 0)
                .map(0)
                .map(1)
                .text("log")
                .text("two")
                .array(2)
                .array(2)
                .eventTime(0xffff_fffeL, 0)
                .map(0)
                .map(0)
                .map(1)
                .text("host")
                .text("n1")
                .array(1)
                .map(1)
                .text("n")
                .integer(3)
                .bytes();

        assertThat(sender.post("/t", "application/msgpack", entries).body()).isEqualTo("{\"records\":4}");

        assertThat(intake.values())
                .containsExactlyInAnyOrder(
                        "{\"@timestamp\":\"2023-11-14T22:13:20.123456789Z\",\"tag\":\"t\",\"log\":\"one\"}",
                        "{\"@timestamp\":\"2023-11-14T22:13:21.000Z\",\"tag\":\"t\",\"log\":\"two\"}",
                        "{\"tag\":\"t\",\"host\":\"n1\"}",
                        "{\"tag\":\"t\",\"n\":3}");
    }

    @Test
    void takesNothingOfAWrongMessagePack() {
        for (byte[] wrong : List.of(
                new Packer().map(0).integer(1).bytes(),
                new Packer().map(0).array(2).text("x").map(0).bytes(),
                new Packer().map(0).map(3).text("a").bytes(),
                new Packer().map(0).array(1000).bytes())) {
            HttpResponse<String> answer = sender.post("/t", "application/msgpack", wrong);

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Sender.json(answer).path("detail").asText()).startsWith("record 2 ");
        }
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void boundsSourcesAndLeavesNoControlCharactersInThem() {
        sender.post("/a%0Ab", Sender.JSON, "{}");
        sender.post("/" + "x".repeat(5000) + "1", Sender.JSON, "{}");
        sender.post("/" + "x".repeat(5000) + "2", Sender.JSON, "{}");

        List<String> sources = intake.sources();
        assertThat(sources.getFirst()).isEqualTo("http:127.0.0.1/a_b");
        assertThat(sources).doesNotHaveDuplicates().allMatch(source -> source.length() <= 256);
    }
}
