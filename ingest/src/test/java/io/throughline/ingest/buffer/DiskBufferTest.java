package io.throughline.ingest.buffer;

import static io.throughline.ingest.buffer.Buffers.chunk;
import static io.throughline.ingest.buffer.Buffers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.throughline.core.model.Origin;
import io.throughline.ingest.buffer.Buffers.Everybody;
import io.throughline.ingest.buffer.Buffers.Nobody;
import io.throughline.ingest.publish.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBufferTest {
    private static final long SEGMENT = 64 << 10;

    @TempDir
    private Path folder;

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> text(chunk(number))).toList();
    }

    private static void put(DiskBuffer buffer, int from, int to) {
        List<CompletableFuture<Void>> safe = IntStream.range(from, to)
                .mapToObj(number -> buffer.offer(chunk(number)).orElseThrow())
                .toList();
        CompletableFuture.allOf(safe.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void handsOnEveryChunkInItsOrderAndDeletesTheFilesThatKafkaHas() throws IOException {
        Everybody kafka = new Everybody();
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, kafka)) {
            put(buffer, 0, 500);

            await().until(() -> buffer.status().waitingChunks() == 0);
            assertThat(kafka.chunks()).isEqualTo(texts(0, 500));
            await().until(() -> buffer.status().files() <= 1);
        }
    }

    @Test
    void sendsAfterARestartWhatKafkaDidNotHave() throws IOException {
        Buffers.fill(folder, 0, 300, SEGMENT);
        Everybody kafka = new Everybody();
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, kafka)) {
            put(buffer, 300, 320);

            await().until(() -> buffer.status().waitingChunks() == 0);
            assertThat(kafka.chunks()).isEqualTo(texts(0, 320));
            assertThat(buffer.status().damagedPlaces()).isZero();
        }
        assertThat(Buffers.read(folder).chunks()).isEmpty();
    }

    @Test
    void sendsNothingTwiceThatKafkaHadBeforeARestart() throws IOException {
        Everybody before = new Everybody().slow();
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, before)) {
            put(buffer, 0, 40);
            await().until(() -> before.chunks().size() == 40);
            IntStream.range(0, 25).forEach(number -> before.settle(number, null));
            before.settle(30, null);
            await().until(() -> buffer.status().waitingChunks() == 15);
        }
        Everybody after = new Everybody();
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, after)) {
            await().until(() -> buffer.status().waitingChunks() == 0);
        }
        // The thirty-first was acknowledged out of turn: a position is one number.
        assertThat(after.chunks()).isEqualTo(texts(25, 40));
    }

    @Test
    void sendsAgainWhatKafkasPublisherCouldNotKeep() throws IOException {
        Everybody kafka = new Everybody().slow();
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, kafka)) {
            put(buffer, 0, 3);
            await().until(() -> kafka.chunks().size() == 3);
            kafka.settle(1, new IllegalStateException("lost"));
            await().until(() -> kafka.chunks().size() == 4);
            assertThat(kafka.chunks().getLast()).isEqualTo(text(chunk(1)));
            kafka.settle();
            await().until(() -> buffer.status().waitingChunks() == 0);
        }
    }

    @Test
    void keepsAChunkOnceThatItsSenderRepeats() throws IOException {
        Everybody kafka = new Everybody();
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, kafka)) {
            put(buffer, 0, 400);
            put(buffer, 0, 400);
            await().until(() ->
                    buffer.status().waitingChunks() == 0 && buffer.status().files() <= 1);
            assertThat(buffer.status().repeated()).isEqualTo(400);
        }
        // Kafka may be away for hours from now on, in which the jobs forget what they knew.
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, kafka)) {
            put(buffer, 0, 400);
            assertThat(buffer.status().repeated()).isEqualTo(400);
            await().until(() -> buffer.status().waitingChunks() == 0);
        }
        assertThat(kafka.chunks()).isEqualTo(texts(0, 400));
    }

    @Test
    void keepsTwoChunksThatASenderCallsTheSameThoughTheyDiffer() throws IOException {
        Everybody kafka = new Everybody();
        try (DiskBuffer buffer = Buffers.open(folder, SEGMENT, kafka)) {
            for (String value : List.of("a", "bb")) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                buffer.offer(new Chunk("same", "s", Origin.ofHost("h"), List.of(bytes)))
                        .orElseThrow()
                        .join();
            }
            await().until(() -> kafka.chunks().size() == 2);
        }
    }

    @Test
    void refusesWhenItIsFullAndTakesAgainWhenKafkaHasTakenSome() throws Exception {
        BufferConfig small = new BufferConfig(null, 200 << 10, 50 << 10, Duration.ZERO);
        Everybody kafka = new Everybody().slow();
        CountDownLatch room = new CountDownLatch(1);
        try (DiskBuffer buffer = DiskBuffer.open(small, folder, Buffers.MEMORY, kafka)) {
            int taken = 0;
            Optional<CompletableFuture<Void>> last = buffer.offer(chunk(taken));
            while (last.isPresent()) {
                last.orElseThrow().join();
                last = buffer.offer(chunk(++taken));
            }
            buffer.whenRoom(room::countDown);

            assertThat(buffer.status().bytes()).isBetween(200L << 10, 240L << 10);
            assertThat(buffer.status().refused()).isEqualTo(1);
            assertThat(room.getCount()).isEqualTo(1);
            kafka.settle();
            assertThat(room.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(buffer.offer(chunk(taken))).isPresent();
        }
    }

    @Test
    void takesTheFolderForOneProcessAlone() throws IOException {
        try (DiskBuffer first = Buffers.open(folder, SEGMENT, new Nobody())) {
            assertThatThrownBy(() -> Buffers.open(folder, SEGMENT, new Nobody()))
                    .isInstanceOf(CannotBufferException.class)
                    .hasMessageContaining("in use by another process")
                    .hasMessageContaining("receive.buffer.path");
            assertThat(first.offer(chunk(0))).isPresent();
        }
    }

    @Test
    void leavesTheFilesOfAnotherVersionAlone() throws IOException {
        Path segment = Buffers.fill(folder, 0, 3, SEGMENT).getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[11] = 2;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 36);
        ByteBuffer.wrap(bytes).putInt(36, (int) crc.getValue());
        Files.write(segment, bytes);

        assertThatThrownBy(() -> Buffers.open(folder, SEGMENT, new Nobody()))
                .isInstanceOf(CannotBufferException.class)
                .hasMessageContaining("version 2");
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
    }

    @Test
    void readsFromDiskWhatDoesNotFitInMemoryWhileKafkaIsSlow() throws IOException {
        Everybody kafka = new Everybody();
        Chunk big = new Chunk("big", "s", Origin.ofHost("h"), List.of(new byte[3 << 20], new byte[0]));
        try (DiskBuffer buffer = DiskBuffer.open(Buffers.config(1 << 20), folder, 10_000, kafka)) {
            for (int number = 0; number < 2_000; number++) {
                Optional<CompletableFuture<Void>> safe = buffer.offer(chunk(number));
                while (safe.isEmpty()) {
                    safe = buffer.offer(chunk(number));
                }
            }
            await().until(() -> buffer.offer(big).isPresent());
            await().until(() -> buffer.status().waitingChunks() == 0);
        }
        assertThat(kafka.chunks().subList(0, 2_000)).isEqualTo(texts(0, 2_000));
        assertThat(kafka.chunks().getLast()).isEqualTo(text(big));
    }
}
