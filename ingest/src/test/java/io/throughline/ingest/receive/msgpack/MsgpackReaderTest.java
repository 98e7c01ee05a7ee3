package io.throughline.ingest.receive.msgpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MsgpackReaderTest {
    private static final MsgpackLimits LIMITS = MsgpackLimits.DEFAULTS;

    @Test
    void readsEveryFormOfEveryType() throws MsgpackException {
        assertThat(integer(0x7f)).isEqualTo(127);
        assertThat(integer(0xe0)).isEqualTo(-32);
        assertThat(integer(0xcc, 0xff)).isEqualTo(255);
        assertThat(integer(0xcd, 0xff, 0xfe)).isEqualTo(65534);
        assertThat(integer(0xce, 0xff, 0xff, 0xff, 0xff)).isEqualTo(4294967295L);
        assertThat(integer(0xcf, 0, 0, 0, 1, 0, 0, 0, 0)).isEqualTo(1L << 32);
        assertThat(integer(0xd0, 0x80)).isEqualTo(-128);
        assertThat(integer(0xd1, 0x80, 0)).isEqualTo(-32768);
        assertThat(integer(0xd2, 0x80, 0, 0, 0)).isEqualTo(Integer.MIN_VALUE);
        assertThat(integer(0xd3, 0x80, 0, 0, 0, 0, 0, 0, 0)).isEqualTo(Long.MIN_VALUE);
        assertThat(first(0xcf, 0x80, 0, 0, 0, 0, 0, 0, 0).type()).isEqualTo(MsgpackType.UNSIGNED);
        assertThat(first(0xca, 0x3f, 0x80, 0, 0).decimal()).isEqualTo(1);
        assertThat(first(0xcb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0).decimal()).isEqualTo(1);
        assertThat(first(0xc0).type()).isEqualTo(MsgpackType.NIL);
        assertThat(first(0xc3).bool()).isTrue();
        assertThat(first(0xc2).bool()).isFalse();
        for (int[] text : new int[][] {{0xa2}, {0xd9, 2}, {0xda, 0, 2}, {0xdb, 0, 0, 0, 2}}) {
            assertThat(first(with(text, 'h', 'i')).text()).isEqualTo("hi");
        }
        for (int[] binary : new int[][] {{0xc4, 2}, {0xc5, 0, 2}, {0xc6, 0, 0, 0, 2}}) {
            assertThat(first(with(binary, 1, 2)).content()).containsExactly(1, 2);
        }
        for (int[] extension : new int[][] {{0xd5, 7}, {0xc7, 2, 7}, {0xc8, 0, 2, 7}, {0xc9, 0, 0, 0, 2, 7}}) {
            MsgpackReader reader = first(with(extension, 1, 2));
            assertThat(reader.extension()).isEqualTo(7);
            assertThat(reader.content()).containsExactly(1, 2);
        }
        for (int[] array : new int[][] {{0x92}, {0xdc, 0, 2}, {0xdd, 0, 0, 0, 2}}) {
            assertThat(first(with(array, 1, 2)).count()).isEqualTo(2);
        }
        for (int[] map : new int[][] {{0x81}, {0xde, 0, 1}, {0xdf, 0, 0, 0, 1}}) {
            assertThat(first(with(map, 1, 2)).count()).isEqualTo(1);
        }
    }

    @Test
    void refusesLengthsAndCountsThatTheBytesDoNotBack() {
        for (int[] lie : new int[][] {
            {0xdd, 0xff, 0xff, 0xff, 0xff, 1},
            {0xdf, 0xff, 0xff, 0xff, 0xff, 1},
            {0xdf, 0x80, 0, 0, 0, 1},
            {0xdb, 0xff, 0xff, 0xff, 0xff, 1},
            {0xc6, 0x7f, 0xff, 0xff, 0xff, 1},
            {0xc9, 0xff, 0xff, 0xff, 0xff, 1, 1},
            {0x81, 1},
            {0x9f, 1, 2, 3},
            {0xd8, 1, 1}
        }) {
            assertThatThrownBy(() -> first(lie)).isInstanceOf(MsgpackException.class);
        }
    }

    @Test
    void refusesCountsThatOnlyTogetherAreMoreThanTheBytes() {
        // Each array's count fits into what is left of the bytes, but they need the same ones.
        byte[] shared = new byte[200];
        Arrays.fill(shared, (byte) 0x9f);
        assertThatThrownBy(() -> reader(shared).skip())
                .isInstanceOf(MsgpackException.class)
                .hasMessageContaining("elements");
    }

    @Test
    void refusesWhatIsLongerThanTheLimits() throws MsgpackException {
        byte[] text = new Packer().text("x".repeat(100)).bytes();
        MsgpackLimits small = new MsgpackLimits(200, 99, 5);
        assertThatThrownBy(() -> new MsgpackReader(text, 0, text.length, small).next())
                .hasMessageContaining("the limit is 99");
        assertThatThrownBy(() -> new MsgpackReader(new byte[201], 0, 201, small))
                .hasMessageContaining("the limit is 200");
    }

    @Test
    void skipsAMillionLevels() throws MsgpackException {
        byte[] deep = new byte[1_000_001];
        Arrays.fill(deep, (byte) 0x91);
        deep[1_000_000] = 1;
        MsgpackReader reader = reader(deep);
        reader.skip();
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void seesTheEndWhereverTheBytesBreakOff() throws MsgpackException {
        byte[] whole = everything();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> reader(part).skip()).isInstanceOf(MsgpackException.class);
            assertThat(new MsgpackExtent(1000).end(part, 0, length)).isNegative();
        }
        reader(whole).skip();
    }

    @Test
    void findsTheEndOfAValueThatComesByteByByte() throws MsgpackException {
        byte[] whole = everything();
        byte[] twice = new Packer().raw(whole).raw(whole).bytes();
        MsgpackExtent extent = new MsgpackExtent(whole.length);
        for (int from : new int[] {0, whole.length}) {
            for (int to = from; to < from + whole.length; to++) {
                assertThat(extent.end(twice, from, to)).isNegative();
            }
            assertThat(extent.end(twice, from, twice.length)).isEqualTo(from + whole.length);
        }
    }

    @Test
    void doesNotWaitForAValueThatWillBeTooLong() {
        for (int[] head : new int[][] {
            {0xdb, 0x7f, 0xff, 0xff, 0xff},
            {0xdd, 0xff, 0xff, 0xff, 0xff},
            {0xdf, 0xff, 0xff, 0xff, 0xff},
            {0xc9, 0xff, 0xff, 0xff, 0xff},
            {0x92, 0xdb, 0, 0, 0x03, 0xe4}
        }) {
            assertThatThrownBy(() -> new MsgpackExtent(1000).end(octets(head), 0, head.length))
                    .hasMessageContaining("more than 1000 bytes");
        }
    }

    @Test
    void answersWhateverTheBytesAre() {
        Random random = new Random(1);
        byte[] seed = everything();
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(60)];
            random.nextBytes(bytes);
            if (i % 2 == 0) {
                bytes = seed.clone();
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int whole = skipped(bytes);
            int end = extent(bytes);
            assertThat(end).isEqualTo(whole);
        }
    }

    @Test
    void readsAllRecordsOfARecordedFile() throws IOException {
        byte[] file = Files.readAllBytes(Path.of("../../shared/data/fluent/apache_10k.mp"));
        MsgpackReader reader = reader(file);
        MsgpackExtent extent = new MsgpackExtent(1 << 20);
        EventTime time = new EventTime();
        int records = 0;
        while (reader.hasNext()) {
            int end = extent.end(file, reader.position(), file.length);
            assertThat(reader.next()).isEqualTo(MsgpackType.ARRAY);
            assertThat(reader.count()).isEqualTo(2);
            assertThat(reader.next()).isEqualTo(MsgpackType.EXTENSION);
            assertThat(time.read(reader)).isTrue();
            assertThat(reader.next()).isEqualTo(MsgpackType.MAP);
            assertThat(reader.count()).isEqualTo(1);
            reader.next();
            assertThat(reader.text()).isEqualTo("log");
            reader.next();
            assertThat(reader.text()).isNotEmpty();
            assertThat(reader.position()).isEqualTo(end);
            records++;
        }
        assertThat(records).isEqualTo(10_000);
    }

    /** The length of the first value; below 0 where there is none. */
    private static int skipped(byte[] bytes) {
        try {
            MsgpackReader reader = reader(bytes);
            reader.skip();
            return reader.position();
        } catch (MsgpackException e) {
            return -1;
        }
    }

    private static int extent(byte[] bytes) {
        try {
            return new MsgpackExtent(1000).end(bytes, 0, bytes.length);
        } catch (MsgpackException e) {
            return -1;
        }
    }

    private static byte[] everything() {
        return new Packer()
                .array(8)
                .nil()
                .bool(true)
                .integer(1_000_000)
                .decimal(1.5)
                .text("x".repeat(40))
                .binary(new byte[3])
                .map(2)
                .text("a")
                .array(1)
                .integer(-5)
                .text("b")
                .map(0)
                .eventTime(1, 2)
                .bytes();
    }

    private static long integer(int... octets) throws MsgpackException {
        MsgpackReader reader = first(octets);
        assertThat(reader.type()).isEqualTo(MsgpackType.INTEGER);
        return reader.integer();
    }

    private static MsgpackReader first(int... octets) throws MsgpackException {
        MsgpackReader reader = reader(octets(octets));
        reader.next();
        return reader;
    }

    private static MsgpackReader reader(byte[] bytes) throws MsgpackException {
        return new MsgpackReader(bytes, 0, bytes.length, LIMITS);
    }

    private static int[] with(int[] head, int... tail) {
        int[] both = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return both;
    }

    private static byte[] octets(int[] octets) {
        byte[] bytes = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            bytes[i] = (byte) octets[i];
        }
        return bytes;
    }
}
