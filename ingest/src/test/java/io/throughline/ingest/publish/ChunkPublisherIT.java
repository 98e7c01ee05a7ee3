package io.throughline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Origin;
import io.throughline.core.wire.RawRecordHeaders;
import io.throughline.embedded.EmbeddedKafka;
import io.throughline.embedded.Ports;
import io.throughline.embedded.ServerOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks into a real broker, which is killed. */
class ChunkPublisherIT {
    private static final int PARTITIONS = 4;
    private static final int RECORDS = 20;
    private static final long ROOM = 64 << 20;
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void startKafka() {
        ServerOptions options = ServerOptions.forTests().withPort(Ports.free()).withRestart(true);
        kafka = EmbeddedKafka.start(folder, options);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    private static ChunkPublisher publisher(String topic, String bootstrap, long maxBytes) {
        return new ChunkPublisher(
                PublishConfig.from(new Settings(Map.of(
                        "kafka.bootstrap", bootstrap,
                        "kafka.topic.raw", topic,
                        "kafka.partitions", String.valueOf(PARTITIONS)))),
                maxBytes);
    }

    private static Chunk chunk(int number) {
        List<byte[]> values = IntStream.range(0, RECORDS)
                .mapToObj(i -> ("{\"chunk\":" + number + ",\"record\":" + i + "}").getBytes(StandardCharsets.UTF_8))
                .toList();
        return new Chunk("test:" + number, "source " + number % 7, Origin.ofHost("h"), values);
    }

    /** What the topic holds: chunk and number of each record. */
    private static Set<String> read(String topic) {
        Set<String> found = new HashSet<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrap(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    byte[] offset =
                            record.headers().lastHeader(RawRecordHeaders.OFFSET).value();
                    byte[] chunk =
                            record.headers().lastHeader(RawRecordHeaders.CHUNK).value();
                    found.add(new String(chunk, StandardCharsets.UTF_8) + "/"
                            + ByteBuffer.wrap(offset).getLong());
                });
            }
        }
        return found;
    }

    private static Set<String> records(int chunks) {
        Set<String> expected = new HashSet<>();
        for (int number = 0; number < chunks; number++) {
            for (int record = 0; record < RECORDS; record++) {
                expected.add("test:" + number + "/" + record);
            }
        }
        return expected;
    }

    @Test
    void saysThatAChunkIsSafeWhenKafkaHasAllOfIt() throws Exception {
        try (ChunkPublisher publisher = publisher("plain", kafka.bootstrap(), ROOM)) {
            List<CompletableFuture<Void>> safe = new ArrayList<>();
            for (int number = 0; number < 500; number++) {
                safe.add(publisher.offer(chunk(number)).orElseThrow());
            }
            CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);

            assertThat(read("plain")).isEqualTo(records(500));
            assertThat(publisher.unsafeBytes()).isZero();
        }
    }

    @Test
    void isDoneWithAnEmptyChunkAtOnce() throws Exception {
        try (ChunkPublisher publisher = publisher("empty", kafka.bootstrap(), ROOM)) {
            publisher
                    .offer(new Chunk("test:0", "s", Origin.ofHost("h"), List.of()))
                    .orElseThrow()
                    .get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsKilled() throws Exception {
        int chunks = 4_000;
        try (ChunkPublisher publisher = publisher("killed", kafka.bootstrap(), ROOM)) {
            List<CompletableFuture<Void>> safe = new ArrayList<>();
            for (int number = 0; number < chunks; number++) {
                safe.add(publisher.offer(chunk(number)).orElseThrow());
                if (number == chunks / 2) {
                    await().atMost(LONG).until(() -> safe.getFirst().isDone());
                    kafka.kill();
                }
            }
            CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);

            assertThat(read("killed")).isEqualTo(records(chunks));
        }
    }

    @Test
    void endsWithoutKafkaThoughMuchWaits() {
        ChunkPublisher publisher = publisher("nobody", "127.0.0.1:" + Ports.free(), ROOM);
        List<CompletableFuture<Void>> safe = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            safe.add(publisher.offer(chunk(number)).orElseThrow());
        }
        publisher.close();

        assertThat(publisher.ended()).isDone();
        assertThat(safe).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void takesNoMoreThanItHasRoomForAndSaysWhenThereIsSomeAgain() throws Exception {
        int nobody = Ports.free();
        CountDownLatch room = new CountDownLatch(1);
        try (ChunkPublisher publisher = publisher("full", "127.0.0.1:" + nobody, 2_000)) {
            int taken = 0;
            Optional<CompletableFuture<Void>> last = publisher.offer(chunk(taken));
            Optional<CompletableFuture<Void>> first = last;
            while (last.isPresent()) {
                last = publisher.offer(chunk(++taken));
            }
            publisher.whenRoom(room::countDown);

            assertThat(taken).isBetween(2, 10);
            assertThat(publisher.unsafeBytes()).isBetween(2_000L, 4_000L);
            assertThat(first.orElseThrow()).isNotDone();
            assertThat(room.getCount()).isEqualTo(1);
            try (EmbeddedKafka late = EmbeddedKafka.start(
                    folder.resolve("late"), ServerOptions.forTests().withPort(nobody))) {
                assertThat(late.bootstrap()).endsWith(":" + nobody);
                assertThat(room.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
                first.orElseThrow().get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }
}
