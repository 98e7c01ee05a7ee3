package io.throughline.ingest.buffer;

import static io.throughline.ingest.buffer.Buffers.chunk;
import static io.throughline.ingest.buffer.Buffers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.throughline.ingest.buffer.Buffers.Everybody;
import io.throughline.ingest.buffer.Buffers.Found;
import io.throughline.ingest.buffer.Buffers.Nobody;
import io.throughline.ingest.publish.Intake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or broken: nobody is told that a chunk is safe which is not, and nothing is lost when it works again. */
class FailingDiskTest {
    private static final long SEGMENT = 1 << 20;

    @TempDir
    private Path folder;

    private final FailingDisk disk = new FailingDisk();

    private DiskBuffer open(Intake kafka) {
        return DiskBuffer.open(Buffers.config(SEGMENT), folder, Buffers.MEMORY, kafka, disk, Buffers.SOON);
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> text(chunk(number))).toList();
    }

    @Test
    void acknowledgesNothingOnAFullDiskAndEverythingWhenThereIsSpaceAgain() throws Exception {
        Everybody kafka = new Everybody();
        try (DiskBuffer buffer = open(kafka)) {
            buffer.offer(chunk(0)).orElseThrow().join();
            disk.left(100);
            CompletableFuture<Void> safe = buffer.offer(chunk(1)).orElseThrow();
            await().until(() -> buffer.status().problem() != null);

            assertThat(buffer.status().summary())
                    .contains("No space left on device")
                    .contains(folder.toString());
            assertThat(safe).isNotDone();
            assertThat(buffer.offer(chunk(2))).isEmpty();
            CountDownLatch room = new CountDownLatch(1);
            buffer.whenRoom(room::countDown);
            await().until(() -> disk.created() > 3);
            assertThat(safe).isNotDone();
            assertThat(Buffers.segments(folder)).hasSizeLessThanOrEqualTo(2);

            disk.left(Long.MAX_VALUE);
            safe.get(20, TimeUnit.SECONDS);
            assertThat(room.await(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> buffer.status().problem() == null);
            buffer.offer(chunk(2)).orElseThrow().join();
            await().until(() -> buffer.status().waitingChunks() == 0);
        }
        assertThat(kafka.chunks()).isEqualTo(texts(0, 3));
    }

    @Test
    void leavesWholeChunksAloneWhereverTheDiskIsFull() throws IOException {
        for (int left = 0; left < 6_000; left += 97) {
            Path one = folder.resolve("left-" + left);
            FailingDisk full = new FailingDisk();
            List<CompletableFuture<Void>> safe = new ArrayList<>();
            try (DiskBuffer buffer =
                    DiskBuffer.open(Buffers.config(2_000), one, Buffers.MEMORY, new Nobody(), full, Buffers.SOON)) {
                full.left(left);
                for (int number = 0; number < 40; number++) {
                    buffer.offer(chunk(number)).ifPresent(safe::add);
                }
                await().until(() -> buffer.status().problem() != null);
            }
            int acknowledged = (int) safe.stream()
                    .filter(future -> !future.isCompletedExceptionally())
                    .count();

            Found found = Buffers.read(one);
            assertThat(found.chunks()).as("%s bytes", left).isEqualTo(texts(0, acknowledged));
            assertThat(found.damages().places()).isZero();
        }
    }

    @Test
    void writesToAnotherFileWhatTheDiskDidNotForce() throws IOException {
        try (DiskBuffer buffer = open(new Nobody())) {
            buffer.offer(chunk(0)).orElseThrow().join();
            disk.failForces(1);
            CompletableFuture<Void> safe = buffer.offer(chunk(1)).orElseThrow();
            safe.join();
            assertThat(disk.created()).isEqualTo(2);
        }
        Found found = Buffers.read(folder);
        assertThat(found.chunks()).isEqualTo(texts(0, 2));
        assertThat(found.damages().places()).isZero();
    }

    @Test
    void readsAChunkOnceThatCouldNotBeCutFromTheFileItWasNotForcedIn() throws IOException {
        try (DiskBuffer buffer = open(new Nobody())) {
            buffer.offer(chunk(0)).orElseThrow().join();
            disk.truncates(false);
            disk.failForces(2);
            buffer.offer(chunk(1)).orElseThrow().join();
            await().until(() -> buffer.offer(chunk(2)).isPresent());
        }
        Found found = Buffers.read(folder);
        assertThat(found.chunks()).isEqualTo(texts(0, 3));
        assertThat(found.damages().places()).isZero();
    }

    @Test
    void failsWhatTheDiskDoesNotTakeWhenItIsClosed() throws IOException {
        CompletableFuture<Void> safe;
        try (DiskBuffer buffer = open(new Nobody())) {
            disk.creates(false);
            safe = buffer.offer(chunk(0)).orElseThrow();
            await().until(() -> buffer.status().problem() != null);
        }
        assertThat(safe).isCompletedExceptionally();
        assertThat(Buffers.read(folder).chunks()).isEmpty();
    }
}
