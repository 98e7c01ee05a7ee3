package io.throughline.standalone.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.komamitsu.fluency.EventTime;
import org.komamitsu.fluency.Fluency;
import org.komamitsu.fluency.fluentd.FluencyBuilderForFluentd;

/** What a receiver has acknowledged is found once, whatever was killed. */
class ReceiveIT {
    private static final int REQUESTS = 180;
    private static final int RECORDS = 50;
    private static final String POSTED = "posted";
    private static final String FORWARDED = "forwarded";
    private static final int FORWARDS = 9_000;
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void findsWhatWasAcknowledgedOnceWhateverWasKilled() throws Exception {
        Stack stack = new Stack(folder);
        Program up = stack.up();
        // The common pool has one thread on two cores, and waiting for a process that ends needs it.
        try (ExecutorService senders = Executors.newFixedThreadPool(2)) {
            Set<String> posted = new HashSet<>();
            Set<String> forwarded = new HashSet<>();
            CompletableFuture<Void> poster =
                    CompletableFuture.runAsync(() -> post(stack.httpReceiver(), posted), senders);
            CompletableFuture<Void> forwarder =
                    CompletableFuture.runAsync(() -> forward(stack.forwardPort(), forwarded), senders);
            Random random = new Random(5);
            for (String victim : new String[] {"KafkaServerMain", "main", "ElasticsearchServerMain", "main"}) {
                LockSupport.parkNanos(
                        Duration.ofMillis(1_000 + random.nextInt(2_000)).toNanos());
                if (victim.equals("main")) {
                    up.kill();
                    up = stack.up();
                } else {
                    assertThat(up.killChild(victim)).isTrue();
                }
            }
            poster.join();
            forwarder.join();

            assertThat(posted).hasSize(REQUESTS * RECORDS);
            Landed.awaitMessages(POSTED, posted, stack.elasticsearchUrl(), LONG);
            assertThat(forwarded).hasSize(FORWARDS);
            Landed.awaitMessages(FORWARDED, forwarded, stack.elasticsearchUrl(), LONG);
        } finally {
            up.close();
        }
    }

    /** As a shipper does: one request after another, each again and again until it is acknowledged. */
    private void post(URI receiver, Set<String> sent) {
        long first = Instant.now().toEpochMilli();
        for (int request = 0; request < REQUESTS; request++) {
            StringBuilder lines = new StringBuilder();
            for (int record = 0; record < RECORDS; record++) {
                int number = request * RECORDS + record;
                String message = "request " + request + " record " + record;
                sent.add(message);
                lines.append("{\"@timestamp\":\"%s\",\"service.name\":\"%s\",\"message\":\"%s\"}\n"
                        .formatted(Instant.ofEpochMilli(first + number), POSTED, message));
            }
            while (!acknowledged(receiver, lines.toString())) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            LockSupport.parkNanos(Duration.ofMillis(60).toNanos());
        }
    }

    /** With a client that others wrote, which repeats a chunk until it is acknowledged. */
    private static void forward(int port, Set<String> sent) {
        FluencyBuilderForFluentd builder = new FluencyBuilderForFluentd();
        builder.setAckResponseMode(true);
        builder.setSenderMaxRetryCount(40);
        builder.setFlushAttemptIntervalMillis(100);
        builder.setWaitUntilBufferFlushed((int) LONG.toSeconds());
        try (Fluency fluency = builder.build("127.0.0.1", port)) {
            for (int number = 0; number < FORWARDS; number++) {
                String message = "record " + number;
                sent.add(message);
                fluency.emit(
                        "app",
                        EventTime.fromEpochMilli(Instant.now().toEpochMilli()),
                        Map.<String, Object>of("service.name", FORWARDED, "message", message));
                if (number % 100 == 0) {
                    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean acknowledged(URI receiver, String lines) {
        HttpRequest request = HttpRequest.newBuilder(receiver.resolve("/app"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            assertThat(status).as("an answer that a shipper repeats after").isIn(200, 201, 204, 429, 503);
            return status < 300;
        } catch (IOException e) {
            return false; // nobody there, or killed before the answer: the request is repeated
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
