package io.throughline.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    Path folder;

    @Test
    void givesEveryLineWithItsOffsetWhateverTheBufferAndTheReadsAre() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> lines = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                String line = "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 900 : 40));
                lines.add(text.length() + ":" + line);
                text.append(line).append('\n');
            }
            LineReader reader = new LineReader(dripping(text.toString(), random), 0, 1 + random.nextInt(64));
            List<String> read = new ArrayList<>();
            while (reader.next()) {
                read.add(reader.offset() + ":" + line(reader));
                assertThat(reader.nextOffset()).isEqualTo(reader.offset() + reader.length() + 1);
            }
            assertThat(read).isEqualTo(lines);
            assertThat(reader.rest()).isFalse();
        }
    }

    @Test
    void countsAnOverlongLineAndKeepsItsHeadOnly() throws IOException {
        int bytes = 50 << 20;
        LineReader reader = new LineReader(new Repeating("short\n", bytes, "\nafter\n"), 0, 1 << 16);

        assertThat(reader.next()).isTrue();
        assertThat(line(reader)).isEqualTo("short");
        assertThat(reader.next()).isTrue();
        assertThat(reader.length()).isEqualTo(bytes);
        assertThat(reader.offset()).isEqualTo(6);
        assertThat(line(reader)).isEqualTo("y".repeat(LineReader.CUT_BYTES));
        assertThat(reader.next()).isTrue();
        assertThat(line(reader)).isEqualTo("after");
        assertThat(reader.offset()).isEqualTo(6 + bytes + 1L);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void keepsALineOfExactlyTheLimitWholeAndCutsTheNextLonger() throws IOException {
        byte[] bytes = new byte[2 * LineReader.MAX_LINE_BYTES + 3];
        Arrays.fill(bytes, (byte) 'z');
        bytes[LineReader.MAX_LINE_BYTES] = '\n';
        bytes[bytes.length - 1] = '\n';
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes), 0, 4096);

        assertThat(reader.next()).isTrue();
        assertThat(reader.end() - reader.start()).isEqualTo(LineReader.MAX_LINE_BYTES);
        assertThat(reader.length()).isEqualTo(LineReader.MAX_LINE_BYTES);
        assertThat(reader.next()).isTrue();
        assertThat(reader.end() - reader.start()).isEqualTo(LineReader.CUT_BYTES);
        assertThat(reader.length()).isEqualTo(LineReader.MAX_LINE_BYTES + 1);
    }

    @Test
    void waitsForTheEndOfALineThatGrows() throws IOException {
        Path file = folder.resolve("growing.log");
        Files.writeString(file, "one\ntw");
        try (LineReader reader = new LineReader(Files.newInputStream(file), 0, 16)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.next()).isFalse();
            assertThat(reader.unfinished()).isTrue();
            reader.release();
            Files.writeString(file, "o\nthree", StandardOpenOption.APPEND);
            assertThat(reader.next()).isTrue();
            assertThat(line(reader)).isEqualTo("two");
            assertThat(reader.offset()).isEqualTo(4);
            assertThat(reader.next()).isFalse();
            assertThat(reader.rest()).isTrue();
            assertThat(line(reader)).isEqualTo("three");
            assertThat(reader.nextOffset()).isEqualTo(13);
        }
    }

    @Test
    void goesOnAfterItsBufferWasGivenBack() throws IOException {
        Path file = folder.resolve("idle.log");
        Files.writeString(file, "one\n");
        try (LineReader reader = new LineReader(Files.newInputStream(file), 0, 16)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.next()).isFalse();
            reader.release();
            Files.writeString(file, "two\n", StandardOpenOption.APPEND);
            assertThat(reader.next()).isTrue();
            assertThat(line(reader)).isEqualTo("two");
            assertThat(reader.offset()).isEqualTo(4);
        }
    }

    private static String line(LineReader reader) {
        return new String(reader.buffer(), reader.start(), reader.end() - reader.start(), StandardCharsets.ISO_8859_1);
    }

    private static InputStream dripping(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] b, int off, int len) {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(30)));
            }
        };
    }

    /** A head, many bytes that nobody holds in memory, a tail. */
    private static final class Repeating extends InputStream {
        private final InputStream head;
        private final InputStream tail;
        private int left;

        private Repeating(String head, int bytes, String tail) {
            this.head = new ByteArrayInputStream(head.getBytes(StandardCharsets.ISO_8859_1));
            this.left = bytes;
            this.tail = new ByteArrayInputStream(tail.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("reads are in bulk");
        }

        @Override
        public int read(byte[] b, int off, int len) throws IOException {
            int read = head.read(b, off, len);
            if (read > 0) {
                return read;
            }
            if (left == 0) {
                return tail.read(b, off, len);
            }
            int bytes = Math.min(left, len);
            Arrays.fill(b, off, off + bytes, (byte) 'y');
            left -= bytes;
            return bytes;
        }
    }

    @Test
    void readsWhatIsNoTextAtAll() throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(3).nextBytes(garbage);
        LineReader reader = new LineReader(new ByteArrayInputStream(garbage), 0, 4096);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        while (reader.next()) {
            again.write(reader.buffer(), reader.start(), reader.end() - reader.start());
            again.write('\n');
        }
        if (reader.rest()) {
            again.write(reader.buffer(), reader.start(), reader.end() - reader.start());
        }
        String all = new String(garbage, StandardCharsets.ISO_8859_1);
        assertThat(again.toString(StandardCharsets.ISO_8859_1)).isEqualTo(all.replaceAll("(?m)(?<=\\A|\n)\0+", ""));
    }

    @Test
    void passesOverBytesThatWereNeverWrittenAtALinesStart() throws IOException {
        byte[] holes = ("one\n" + "\0".repeat(3_000_000) + "two\n\0\0\nth\0ree\n").getBytes(StandardCharsets.US_ASCII);
        LineReader reader = new LineReader(new ByteArrayInputStream(holes), 0, 4096);
        List<String> lines = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        while (reader.next()) {
            int length = reader.end() - reader.start();
            lines.add(new String(reader.buffer(), reader.start(), length, StandardCharsets.US_ASCII));
            offsets.add(reader.offset());
        }
        assertThat(lines).containsExactly("one", "two", "", "th\0ree");
        assertThat(offsets).startsWith(0L, 3_000_004L);
    }
}
