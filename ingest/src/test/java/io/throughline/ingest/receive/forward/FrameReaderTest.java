package io.throughline.ingest.receive.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.throughline.core.config.Settings;
import io.throughline.ingest.receive.msgpack.Packer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private static final long SECOND = 1_772_359_200L;
    private static final String FIRST =
            "{\"@timestamp\":\"2026-03-01T10:00:00.123456789Z\",\"tag\":\"kube.app\",\"log\":\"one\",\"n\":1}";
    private static final String SECOND_RECORD =
            "{\"@timestamp\":\"2026-03-01T10:00:01Z\",\"tag\":\"kube.app\",\"log\":\"two\"}";

    private final FrameReader reader =
            new FrameReader(ForwardConfig.from(new Settings(Map.of("receive.forward.max-chunk", "1m")))
                    .limits());

    @Test
    void readsAMessage() throws IOException {
        Packer message = new Packer().array(3).text("kube.app").raw(firstParts());
        assertThat(values(message)).containsExactly(FIRST);
        Packer options = new Packer().array(4).text("kube.app").raw(firstParts());
        assertThat(values(options.map(1).text("size").integer(1))).containsExactly(FIRST);
        assertThat(values(
                        new Packer().array(4).text("kube.app").raw(firstParts()).nil()))
                .containsExactly(FIRST);
    }

    @Test
    void readsEntriesThatAreNotPacked() throws IOException {
        Packer frame = new Packer().array(2).text("kube.app").array(2).raw(entries());
        assertThat(values(frame)).containsExactly(FIRST, SECOND_RECORD);
    }

    @Test
    void readsPackedEntriesAsBinaryAndAsText() throws IOException {
        assertThat(values(new Packer().array(2).text("kube.app").binary(entries())))
                .containsExactly(FIRST, SECOND_RECORD);
        assertThat(values(new Packer().array(2).text("kube.app").text(entries())))
                .containsExactly(FIRST, SECOND_RECORD);
        assertThat(values(compressed("text", entries()))).containsExactly(FIRST, SECOND_RECORD);
    }

    @Test
    void readsCompressedEntries() throws IOException {
        assertThat(values(compressed("gzip", gzip(entries())))).containsExactly(FIRST, SECOND_RECORD);
        assertThat(values(compressed("zstd", Zstd.compress(entries())))).containsExactly(FIRST, SECOND_RECORD);
    }

    @Test
    void readsSeveralMembersOneAfterTheOther() throws IOException {
        byte[] twice = new Packer().raw(gzip(entries())).raw(gzip(entries())).bytes();
        assertThat(values(compressed("gzip", twice))).containsExactly(FIRST, SECOND_RECORD, FIRST, SECOND_RECORD);
        byte[] frames = new Packer()
                .raw(Zstd.compress(entries()))
                .raw(Zstd.compress(entries()))
                .bytes();
        assertThat(values(compressed("zstd", frames))).containsExactly(FIRST, SECOND_RECORD, FIRST, SECOND_RECORD);
    }

    @Test
    void readsWhatTheOptionsSay() throws IOException {
        Frame frame = read(new Packer()
                .array(3)
                .text("t")
                .binary(entries())
                .map(4)
                .text("size")
                .integer(2)
                .text("chunk")
                .text("p8n9gmxTQVC8/nh2wlKKeQ==")
                .text("fluent_signal")
                .integer(0)
                .text("other")
                .array(1)
                .map(0));
        assertThat(frame.found()).isEqualTo(2);
        assertThat(Objects.requireNonNull(frame.chunk()).content())
                .isEqualTo("p8n9gmxTQVC8/nh2wlKKeQ==".getBytes(UTF_8));
    }

    @Test
    void readsTimesOfAllKinds() throws IOException {
        assertThat(time(new Packer().integer(SECOND))).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(time(new Packer().eventTime(SECOND, 1))).isEqualTo("2026-03-01T10:00:00.000000001Z");
        assertThat(time(new Packer().decimal(SECOND + 0.25))).isEqualTo("2026-03-01T10:00:00.250000000Z");
        assertThat(time(new Packer().array(2).eventTime(SECOND, 1).map(0))).isEqualTo("2026-03-01T10:00:00.000000001Z");
        assertThat(values(message(new Packer().nil()))).containsExactly("{\"tag\":\"t\",\"log\":\"x\"}");
        assertThat(values(message(new Packer().integer(Long.MAX_VALUE))))
                .containsExactly("{\"tag\":\"t\",\"log\":\"x\"}");
        assertThat(values(message(new Packer().decimal(Double.NaN)))).containsExactly("{\"tag\":\"t\",\"log\":\"x\"}");
    }

    @Test
    void keepsTheMetadataAndTheGroupOfFluentBitsEntries() throws IOException {
        Packer entries = new Packer();
        entries.array(2).array(2).eventTime(-1, 0).map(0);
        entries.map(1).text("resource").text("shop");
        entries.array(2).array(2).eventTime(SECOND, 0);
        entries.map(1).text("severity").integer(9);
        entries.map(1).text("log").text("x");
        entries.array(2).array(2).eventTime(-2, 0).map(0).map(0);
        entries.array(2).array(2).eventTime(SECOND, 0).map(0);
        entries.map(1).text("log").text("y");
        Frame frame = read(new Packer().array(2).text("t").binary(entries.bytes()));
        assertThat(texts(frame))
                .containsExactly(
                        "{\"@timestamp\":\"2026-03-01T10:00:00.000000000Z\",\"tag\":\"t\","
                                + "\"fluent.metadata\":{\"severity\":9},\"fluent.group\":{\"resource\":\"shop\"},\"log\":\"x\"}",
                        "{\"@timestamp\":\"2026-03-01T10:00:00.000000000Z\",\"tag\":\"t\",\"log\":\"y\"}");
        assertThat(frame.found()).isEqualTo(4);
    }

    @Test
    void letsTheRecordsOwnMembersWin() throws IOException {
        Packer record =
                new Packer().map(2).text("tag").text("mine").text("@timestamp").text("then");
        assertThat(values(new Packer().array(3).text("t").integer(SECOND).raw(record.bytes())))
                .containsExactly("{\"fluent.tag\":\"t\",\"tag\":\"mine\",\"@timestamp\":\"then\"}");
    }

    @Test
    void takesANilForASignOfLife() throws IOException {
        byte[] nil = new Packer().nil().bytes();
        assertThat(reader.read(nil, 0, nil.length)).isNull();
    }

    @Test
    void refusesWhatIsNoFrame() {
        for (Packer wrong : List.of(
                new Packer().integer(71),
                new Packer().array(1).text("t"),
                new Packer().array(5).text("t").integer(1).map(0).nil().nil(),
                new Packer().array(2).text("t").integer(1),
                new Packer().array(3).integer(1).integer(1).map(0),
                new Packer().array(3).text("t").integer(1).text("no map"),
                new Packer().array(2).text("t").array(1).map(0),
                new Packer()
                        .array(2)
                        .text("t")
                        .array(1)
                        .array(3)
                        .integer(1)
                        .map(0)
                        .nil(),
                new Packer().array(2).text("t").binary(new byte[] {(byte) 0x92, 1}),
                new Packer().array(3).text("t").array(0).integer(1),
                compressed("lz4", entries()),
                compressed("gzip", entries()),
                compressed("zstd", entries()),
                new Packer().array(3).text("t").array(0).map(1).text("chunk").integer(5),
                new Packer().array(3).text("t").array(0).map(1).text("chunk").text("x".repeat(2000)),
                new Packer()
                        .array(3)
                        .text("t")
                        .array(0)
                        .map(1)
                        .text("fluent_signal")
                        .integer(1))) {
            assertThatThrownBy(() -> read(wrong)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesCompressedDataThatBreaksOffAnywhere() {
        for (int length = 1; length < gzip(entries()).length; length++) {
            byte[] part = Arrays.copyOf(gzip(entries()), length);
            assertThatThrownBy(() -> read(compressed("gzip", part))).isInstanceOf(ForwardException.class);
        }
        for (int length = 1; length < Zstd.compress(entries()).length; length++) {
            byte[] part = Arrays.copyOf(Zstd.compress(entries()), length);
            assertThatThrownBy(() -> read(compressed("zstd", part))).isInstanceOf(IOException.class);
        }
        byte[] wrongSum = gzip(entries());
        wrongSum[wrongSum.length - 6] ^= 1;
        assertThatThrownBy(() -> read(compressed("gzip", wrongSum))).hasMessageContaining("checksum");
    }

    @Test
    void refusesAFrameThatUnpacksToTooMuch() {
        byte[] zeros = new byte[200 << 20];
        assertThatThrownBy(() -> read(compressed("gzip", gzip(zeros)))).hasMessageContaining("more than 1048576 bytes");
        assertThatThrownBy(() -> read(compressed("zstd", Zstd.compress(zeros))))
                .hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void refusesEntriesThatBecomeTooMuchJson() {
        Packer entries = new Packer();
        for (int i = 0; i < 10_000; i++) {
            entries.array(2).integer(1).map(0);
        }
        assertThatThrownBy(() ->
                        read(new Packer().array(2).text("long.tag".repeat(100)).binary(entries.bytes())))
                .hasMessageContaining("bytes of JSON");
    }

    @Test
    void cutsATagThatNobodyNeeds() throws IOException {
        Frame frame = read(
                new Packer().array(3).text("x".repeat(5000)).integer(SECOND).map(0));
        assertThat(frame.tag()).hasSize(1024);
    }

    @Test
    void answersWhateverTheBytesAre() throws IOException {
        Random random = new Random(5);
        byte[] whole = compressed("gzip", gzip(entries())).bytes();
        byte[] plain =
                new Packer().array(2).text("kube.app").array(2).raw(entries()).bytes();
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] frame = (i % 2 == 0 ? whole : plain).clone();
            for (int change = 0; change <= i % 3; change++) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(frame, 0, frame.length);
                read++;
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void readsARecordedFileAsOnePackedFrame() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("../../shared/data/fluent/apache_10k.mp"));
        FrameReader large =
                new FrameReader(ForwardConfig.from(new Settings(Map.of())).limits());
        byte[] frame = compressed("gzip", gzip(file)).bytes();
        Frame read = Objects.requireNonNull(large.read(frame, 0, frame.length));
        assertThat(read.values()).hasSize(10_000);
        assertThat(new String(read.values().getFirst(), UTF_8))
                .startsWith("{\"@timestamp\":\"2")
                .contains("\"log\":\"");
    }

    private static byte[] firstParts() {
        return new Packer()
                .eventTime(SECOND, 123_456_789)
                .map(2)
                .text("log")
                .text("one")
                .text("n")
                .integer(1)
                .bytes();
    }

    private static byte[] entries() {
        return new Packer()
                .array(2)
                .raw(firstParts())
                .array(2)
                .integer(SECOND + 1)
                .map(1)
                .text("log")
                .binary("two".getBytes(UTF_8))
                .bytes();
    }

    private static Packer message(Packer time) {
        return new Packer()
                .array(3)
                .text("t")
                .raw(time.bytes())
                .map(1)
                .text("log")
                .text("x");
    }

    private static Packer compressed(String how, byte[] entries) {
        return new Packer()
                .array(3)
                .text("kube.app")
                .binary(entries)
                .map(1)
                .text("compressed")
                .text(how);
    }

    private String time(Packer time) throws IOException {
        String value = values(message(time)).getFirst();
        int from = value.indexOf(":\"") + 2;
        return value.substring(from, value.indexOf('"', from));
    }

    private Frame read(Packer frame) throws IOException {
        byte[] bytes = frame.bytes();
        return Objects.requireNonNull(reader.read(bytes, 0, bytes.length));
    }

    private List<String> values(Packer frame) throws IOException {
        return texts(read(frame));
    }

    private static List<String> texts(Frame frame) {
        return frame.values().stream().map(value -> new String(value, UTF_8)).toList();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
