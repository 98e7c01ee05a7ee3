package io.throughline.ingest.receive.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.throughline.ingest.receive.CannotReceiveException;
import io.throughline.ingest.receive.MemoryIntake;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What a sender may not do, and what it is told then. */
class HttpLimitsTest {
    private static final byte[] RECORD = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);

    private final MemoryIntake intake = new MemoryIntake();

    @Test
    void unpacksGzipAndZstd() {
        try (HttpReceiver receiver = Sender.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            assertThat(post(sender, Sender.gzip(RECORD), "gzip").statusCode()).isEqualTo(200);
            assertThat(post(sender, Sender.zstd(RECORD), "zstd").statusCode()).isEqualTo(200);
            assertThat(post(sender, RECORD, "identity").statusCode()).isEqualTo(200);
        }
        assertThat(intake.values()).containsExactly("{\"n\":1}", "{\"n\":1}", "{\"n\":1}");
        assertThat(intake.ids()).containsOnly(intake.ids().getFirst());
    }

    @Test
    void unpacksNoBombs() {
        byte[] blanks = new byte[8 << 20];
        Arrays.fill(blanks, (byte) ' ');
        try (HttpReceiver receiver = Sender.receiver(intake, "max-body", "1m");
                Sender sender = new Sender(receiver.port())) {
            for (HttpResponse<String> answer :
                    List.of(post(sender, Sender.gzip(blanks), "gzip"), post(sender, Sender.zstd(blanks), "zstd"))) {
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(Sender.json(answer).path("code").asText()).isEqualTo("too-large");
            }
        }
    }

    @Test
    void takesABodyAsLongAsTheLimitAndNoLongerOne() {
        try (HttpReceiver receiver = Sender.receiver(intake, "max-request", "1k", "max-body", "1k");
                Sender sender = new Sender(receiver.port())) {
            String longest = "{}" + " ".repeat(1022);
            assertThat(sender.post("/", Sender.JSON, longest).statusCode()).isEqualTo(200);
            assertThat(sender.post("/", Sender.JSON, longest + " ").statusCode())
                    .isEqualTo(413);
            assertThat(sender.postInPieces("/", Sender.JSON, longest + " ").statusCode())
                    .isEqualTo(413);
            assertThat(post(sender, Sender.gzip((longest + " ").getBytes(StandardCharsets.UTF_8)), "gzip")
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    @Test
    void refusesWhatItCannotUnpack() {
        byte[] packed = Sender.gzip(RECORD);
        try (HttpReceiver receiver = Sender.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            assertThat(post(sender, RECORD, "gzip").statusCode()).isEqualTo(400);
            assertThat(post(sender, RECORD, "zstd").statusCode()).isEqualTo(400);
            assertThat(post(sender, Arrays.copyOf(packed, packed.length - 9), "gzip")
                            .statusCode())
                    .isEqualTo(400);
            HttpResponse<String> unknown = post(sender, RECORD, "br");
            assertThat(unknown.statusCode()).isEqualTo(415);
            assertThat(unknown.headers().firstValue("Accept-Encoding")).hasValue("gzip, zstd");
            assertThat(post(sender, packed, "gzip, gzip").statusCode()).isEqualTo(415);
        }
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void boundsTheNumberTheDepthAndTheLengthOfRecords() {
        try (HttpReceiver receiver = Sender.receiver(intake, "max-records", "3", "max-depth", "3");
                Sender sender = new Sender(receiver.port())) {
            assertThat(sender.post("/", Sender.NDJSON, "{}{}{}").statusCode()).isEqualTo(200);
            assertThat(sender.post("/", Sender.NDJSON, "{}{}{}{}").statusCode()).isEqualTo(413);
            assertThat(sender.post("/", Sender.JSON, "[{\"a\":{\"b\":[1]}}]").statusCode())
                    .isEqualTo(200);
            HttpResponse<String> tooDeep = sender.post("/", Sender.JSON, "[{},{\"a\":{\"b\":[[1]]}}]");
            assertThat(tooDeep.statusCode()).isEqualTo(400);
            assertThat(Sender.json(tooDeep).path("detail").asText()).startsWith("record 2 ");
            HttpResponse<String> tooLong =
                    sender.post("/", Sender.JSON, "[{},{\"a\":\"" + "x".repeat(1 << 20) + "\"}]");
            assertThat(tooLong.statusCode()).isEqualTo(413);
            assertThat(Sender.json(tooLong).path("detail").asText()).startsWith("record 2 ");
        }
    }

    @Test
    void letsNobodyInWithoutTheToken() {
        try (HttpReceiver receiver = Sender.receiver(intake, "token", "s3cret");
                Sender sender = new Sender(receiver.port())) {
            for (String shown :
                    new String[] {"Bearer", "Bearer s3cre", "s3cret", "Basic s3cret", basic("u:other"), "Bearer "}) {
                HttpResponse<String> answer = sender.post("/", Sender.JSON, RECORD, "Authorization", shown);
                assertThat(answer.statusCode()).as(shown).isEqualTo(401);
            }
            HttpResponse<String> answer = sender.post("/", Sender.JSON, RECORD);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"throughline\"");
            assertThat(answer.body()).doesNotContain("s3cret");
            assertThat(sender.send("GET", "/").statusCode()).isEqualTo(401);
            assertThat(intake.chunks()).isEmpty();

            for (String shown :
                    new String[] {"Bearer s3cret", "bearer s3cret", basic("u:s3cret"), "ApiKey " + base64("id:s3cret")
                    }) {
                assertThat(sender.post("/", Sender.JSON, RECORD, "Authorization", shown)
                                .statusCode())
                        .as(shown)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void takesNothingFromWebPages() {
        try (HttpReceiver receiver = Sender.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            assertThat(sender.post("/", Sender.JSON, RECORD, "Origin", "http://elsewhere.example")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(intake.chunks()).isEmpty();
    }

    @Test
    void answersOnlyWhenTheRecordsAreSafe() {
        intake.slow();
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
                HttpReceiver receiver = Sender.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            CompletableFuture<HttpResponse<String>> answer =
                    CompletableFuture.supplyAsync(() -> sender.post("/", Sender.JSON, RECORD), background);
            await().until(() -> intake.chunks().size() == 1);
            assertThat(answer).isNotDone();

            intake.settle();

            assertThat(answer.join().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysToSendAgainWhenTheRecordsAreNotSafeInTime() {
        intake.slow();
        try (HttpReceiver receiver = Sender.receiver(intake, "answer-within", "50ms");
                Sender sender = new Sender(receiver.port())) {
            HttpResponse<String> answer = sender.post("/", Sender.JSON, RECORD);

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(Sender.json(answer).path("code").asText()).isEqualTo("not-safe-yet");
        }
    }

    @Test
    void saysThatThereIsNoRoom() {
        intake.room(0);
        try (HttpReceiver receiver = Sender.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            HttpResponse<String> answer = sender.post("/", Sender.JSON, RECORD);

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(Sender.json(answer).path("code").asText()).isEqualTo("no-room");
            intake.room(1);
            assertThat(sender.post("/", Sender.JSON, RECORD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void waitsForRoomWhenPartOfARequestIsTakenAlready() {
        intake.room(1);
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
                HttpReceiver receiver = Sender.receiver(intake);
                Sender sender = new Sender(receiver.port())) {
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(
                    () -> sender.post("/", Sender.JSON, "[{\"host\":\"a\"},{\"host\":\"b\"}]"), background);
            await().until(intake::somebodyWantsRoom);

            intake.room(1);

            assertThat(answer.join().statusCode()).isEqualTo(200);
            assertThat(intake.chunks()).hasSize(2);
        }
    }

    @Test
    void refusesMoreRequestsAtOnceThanItHasPlacesFor() {
        intake.slow();
        try (ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
                HttpReceiver receiver = Sender.receiver(intake, "max-requests", "1");
                Sender sender = new Sender(receiver.port())) {
            CompletableFuture<HttpResponse<String>> first =
                    CompletableFuture.supplyAsync(() -> sender.post("/", Sender.JSON, RECORD), background);
            await().until(() -> intake.chunks().size() == 1);

            HttpResponse<String> second = sender.post("/", Sender.JSON, RECORD);

            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(Sender.json(second).path("code").asText()).isEqualTo("too-busy");
            intake.settle();
            assertThat(first.join().statusCode()).isEqualTo(200);
            assertThat(sender.post("/", Sender.JSON, RECORD).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void givesUpOnABodyThatTrickles() throws IOException {
        try (HttpReceiver receiver = Sender.receiver(intake, "read-within", "100ms");
                Socket slow = new Socket(InetAddress.getLoopbackAddress(), receiver.port())) {
            slow.getOutputStream()
                    .write(
                            "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                slow.getOutputStream().write(' ');
                return slow.getInputStream().available() > 0;
            });
            byte[] answer = new byte[12];
            assertThat(slow.getInputStream().readNBytes(answer, 0, answer.length))
                    .isEqualTo(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 408");
        }
    }

    @Test
    void saysWhichPortIsTaken() {
        try (HttpReceiver receiver = Sender.receiver(intake)) {
            String port = Integer.toString(receiver.port());
            assertThatThrownBy(() -> Sender.receiver(intake, "port", port))
                    .isInstanceOf(CannotReceiveException.class)
                    .hasMessageContaining(port)
                    .hasMessageContaining("receive.http.port");
        }
    }

    private static HttpResponse<String> post(Sender sender, byte[] body, String encoding) {
        return sender.post("/", Sender.JSON, body, "Content-Encoding", encoding);
    }

    private static String basic(String pair) {
        return "Basic " + base64(pair);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
