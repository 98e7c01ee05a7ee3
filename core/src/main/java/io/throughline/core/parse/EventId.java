package io.throughline.core.parse;

import io.throughline.core.wire.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Derives an event's id from where its record is, so that whoever reads the record again, at any time, gets the same id.
 *
 * <p>The source's name gives 128 bits of SHA-256, once per source; the offset changes both halves through a mix that is one to
 * one, so that two records of one source never share an id, and two of different sources as seldom as two hashes. The mix is
 * MurmurHash3's finalizer with the constants of Stafford's variant 13 (Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014).
 */
public final class EventId {
    /** The golden ratio's fraction in 64 bits: keeps the two halves' mixes apart. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final long high;
    private final long low;

    /** The ids of one source's records. */
    EventId(String source) {
        this(source.getBytes(StandardCharsets.UTF_8));
    }

    private EventId(byte[] named) {
        ByteBuffer digest = ByteBuffer.wrap(Sha256.of(named));
        this.high = digest.getLong();
        this.low = digest.getLong();
    }

    /** @return 32 lower-case hex digits */
    public static String of(String source, long offset) {
        return new EventId(source).at(offset);
    }

    /**
     * The id of a record that is known by its bytes, wherever it is.
     *
     * @return 32 lower-case hex digits
     */
    static String ofContent(byte[] value) {
        return new EventId(value).at(0);
    }

    String at(long offset) {
        byte[] digits = new byte[32];
        hex(mix(high ^ mix(offset)), digits, 0);
        hex(mix(low ^ mix(offset + GOLDEN)), digits, 16);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    private static void hex(long bits, byte[] digits, int from) {
        for (int i = 0; i < 16; i++) {
            digits[from + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 0xf];
        }
    }

    private static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
