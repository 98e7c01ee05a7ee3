package io.throughline.ingest.buffer;

import static io.throughline.ingest.buffer.Buffers.chunk;
import static io.throughline.ingest.buffer.Buffers.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.throughline.core.model.Origin;
import io.throughline.ingest.buffer.Buffers.Everybody;
import io.throughline.ingest.buffer.Buffers.Found;
import io.throughline.ingest.publish.Chunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files: what was before it is sent, what cannot be read is told, and nothing is sent that was never taken. */
class DamagedBufferTest {
    private static final int CHUNKS = 24;
    private static final long ONE_SEGMENT = 1 << 20;

    @TempDir
    private Path folder;

    private List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> text(chunk(number))).toList();
    }

    /** Where each frame of a whole segment ends. */
    private static List<Integer> ends(byte[] segment) {
        List<Integer> ends = new ArrayList<>();
        int at = FrameFormat.SEGMENT_HEADER_BYTES;
        while (at < segment.length) {
            at += FrameFormat.OVERHEAD_BYTES + ByteBuffer.wrap(segment).getInt(at + 16);
            ends.add(at);
        }
        return ends;
    }

    @Test
    void sendsAllThatIsBeforeACutAtAnyByte() throws IOException {
        Path segment = Buffers.fill(folder, 0, CHUNKS, ONE_SEGMENT).getFirst();
        byte[] whole = Files.readAllBytes(segment);
        List<Integer> ends = ends(whole);
        assertThat(whole.length).isBetween(10_000, 100_000);

        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(segment, Arrays.copyOf(whole, cut));
            int before = cut;
            int frames = (int) ends.stream().filter(end -> end <= before).count();
            boolean clean = cut == FrameFormat.SEGMENT_HEADER_BYTES || ends.contains(cut);

            Found found = Buffers.read(folder);
            assertThat(found.chunks()).as("cut at %s", cut).isEqualTo(texts(0, frames));
            assertThat(found.damages().places() > 0).as("cut at %s", cut).isEqualTo(!clean);
        }
    }

    @Test
    void sendsAllButTheFramesThatFlippedBitsAreIn() throws IOException {
        Path segment = Buffers.fill(folder, 0, CHUNKS, ONE_SEGMENT).getFirst();
        byte[] whole = Files.readAllBytes(segment);
        List<Integer> ends = ends(whole);
        List<String> all = texts(0, CHUNKS);
        Random random = new Random(20260301);

        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = whole.clone();
            List<String> expected = new ArrayList<>(all);
            int flips = 1 + random.nextInt(3);
            for (int i = 0; i < flips; i++) {
                int at = random.nextInt(bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                if (bytes[at] != whole[at] && at >= FrameFormat.SEGMENT_HEADER_BYTES) {
                    int frame = (int) ends.stream().filter(end -> end <= at).count();
                    expected.remove(all.get(frame));
                }
            }
            Files.write(segment, bytes);

            Found found = Buffers.read(folder);
            assertThat(found.chunks()).as("round %s", round).isEqualTo(expected);
            assertThat(found.damages().places() > 0).as("round %s", round).isEqualTo(!Arrays.equals(bytes, whole));
        }
    }

    @Test
    void sendsAllAroundPagesOfZeros() throws IOException {
        Path segment = Buffers.fill(folder, 0, CHUNKS, ONE_SEGMENT).getFirst();
        byte[] whole = Files.readAllBytes(segment);
        List<Integer> ends = ends(whole);
        for (int page = 0; page < whole.length; page += 512) {
            byte[] bytes = whole.clone();
            int end = Math.min(whole.length, page + 4096);
            Arrays.fill(bytes, page, end, (byte) 0);
            Files.write(segment, bytes);
            List<String> expected = new ArrayList<>();
            for (int frame = 0; frame < ends.size(); frame++) {
                int start = frame == 0 ? FrameFormat.SEGMENT_HEADER_BYTES : ends.get(frame - 1);
                if (ends.get(frame) <= page || start >= end) {
                    expected.add(text(chunk(frame)));
                }
            }

            Found found = Buffers.read(folder);
            assertThat(found.chunks()).as("page at %s", page).isEqualTo(expected);
            assertThat(found.damages().places()).isPositive();
        }
    }

    @Test
    void sendsTheChunksOfSwappedFilesInTheirOrder() throws IOException {
        List<Path> segments = Buffers.fill(folder, 0, 400, 20_000);
        Path aside = folder.resolve("aside");
        Files.move(segments.get(1), aside);
        Files.move(segments.get(2), segments.get(1));
        Files.move(aside, segments.get(2));

        Found found = Buffers.read(folder);
        assertThat(found.chunks()).isEqualTo(texts(0, 400));
        assertThat(found.damages().places()).isEqualTo(2);
    }

    @Test
    void tellsHowManyChunksWereInAFileThatIsMissing() throws IOException {
        for (int missing = 0; missing < 3; missing++) {
            Path one = folder.resolve("missing-" + missing);
            List<Path> segments = Buffers.fill(one, 0, 400, 20_000);
            Files.delete(segments.get(missing));

            Found found = Buffers.read(one);
            int gone = 400 - found.chunks().size();
            assertThat(texts(0, 400)).containsSubsequence(found.chunks());
            assertThat(found.damages().chunks()).isEqualTo(gone).isPositive();
        }
    }

    @Test
    void sendsTheChunksOfAFileOnceThatIsThereTwice() throws IOException {
        List<Path> segments = Buffers.fill(folder, 0, 100, 20_000);
        Files.copy(segments.getFirst(), folder.resolve("0000000000000099-0000000000000099.segment"));

        Found found = Buffers.read(folder);
        assertThat(found.chunks()).isEqualTo(texts(0, 100));
        assertThat(found.damages().places()).isPositive();
    }

    @Test
    void takesNothingForAFrameThatASenderMadeUp() throws IOException {
        // A former buffer's bytes inside of a record, whose own frame is then damaged.
        Path segment = Buffers.fill(folder.resolve("other"), 0, 5, ONE_SEGMENT).getFirst();
        byte[] forged = Files.readAllBytes(segment);
        Path mine = folder.resolve("mine");
        try (DiskBuffer buffer = Buffers.open(mine, ONE_SEGMENT, new Buffers.Nobody())) {
            buffer.offer(new Chunk("evil", "s", Origin.ofHost("h"), List.of(forged)))
                    .orElseThrow()
                    .join();
        }
        Path file = Buffers.segments(mine).getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        Found found = Buffers.read(mine);
        assertThat(found.chunks()).isEmpty();
        assertThat(found.damages().bytes()).isEqualTo(bytes.length - FrameFormat.SEGMENT_HEADER_BYTES);
    }

    @Test
    void writesBehindATornEndAndKeepsTheDamagedFileForPeople() throws IOException {
        Path segment = Buffers.fill(folder, 0, 20, ONE_SEGMENT).getFirst();
        byte[] whole = Files.readAllBytes(segment);
        ByteArrayOutputStream torn = new ByteArrayOutputStream();
        torn.write(whole, 0, whole.length - 3);
        torn.write(new byte[2_000]);
        Files.write(segment, torn.toByteArray());

        Everybody kafka = new Everybody();
        try (DiskBuffer buffer = Buffers.open(folder, ONE_SEGMENT, kafka)) {
            buffer.offer(chunk(20)).orElseThrow().join();
            await().until(() -> buffer.status().waitingChunks() == 0);
            await().until(() -> Buffers.files(folder, ".damaged").size() == 1);
            assertThat(buffer.status().damagedPlaces()).isEqualTo(1);
        }
        List<String> expected = new ArrayList<>(texts(0, 19));
        expected.add(text(chunk(20)));
        assertThat(kafka.chunks()).isEqualTo(expected);
        assertThat(Buffers.read(folder).damages().places()).isZero();
    }

    @Test
    void keepsNoMoreThanAFewDamagedFiles() throws IOException {
        List<Path> segments = Buffers.fill(folder, 0, 1_000, 20_000);
        assertThat(segments.size()).isGreaterThan(8);
        for (Path segment : segments) {
            byte[] bytes = Files.readAllBytes(segment);
            bytes[bytes.length / 2] ^= 4;
            Files.write(segment, bytes);
        }
        try (DiskBuffer buffer = Buffers.open(folder, ONE_SEGMENT, new Everybody())) {
            await().until(() -> buffer.status().files() == 0);
            assertThat(buffer.status().missingChunks()).isEqualTo(segments.size());
        }
        assertThat(Buffers.files(folder, ".damaged")).hasSize(Aside.MAX_FILES);
    }

    @Test
    void sendsEverythingAgainWhereThePositionIsLost() throws IOException {
        Everybody kafka = new Everybody().slow();
        try (DiskBuffer buffer = Buffers.open(folder, ONE_SEGMENT, kafka)) {
            for (int number = 0; number < 10; number++) {
                buffer.offer(chunk(number)).orElseThrow().join();
            }
            await().until(() -> kafka.chunks().size() == 10);
            kafka.settle(0, null);
            await().until(() -> buffer.status().waitingChunks() == 9);
        }
        Path position = folder.resolve(Position.FILE);
        byte[] bytes = Files.readAllBytes(position);
        Files.write(position, new byte[bytes.length]);

        assertThat(Buffers.read(folder).chunks()).isEqualTo(texts(0, 10));
    }

    @Test
    void goesOnFromTheOtherPlaceWhereOneOfThePositionIsTorn() throws IOException {
        try (Position position = new Position(folder)) {
            for (long sequence = 1; sequence <= 4; sequence++) {
                position.write(sequence);
            }
        }
        Path file = folder.resolve(Position.FILE);
        byte[] bytes = Files.readAllBytes(file);
        for (int at : new int[] {10, 4096 + 10}) {
            byte[] torn = bytes.clone();
            torn[at] ^= 1;
            Files.write(file, torn);
            try (Position position = new Position(folder)) {
                assertThat(position.acknowledged()).isBetween(3L, 4L);
                assertThat(position.unreadable()).isFalse();
            }
        }
    }
}
