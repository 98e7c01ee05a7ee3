package io.throughline.ingest.receive.msgpack;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Goes through the values in a part of an array, one {@link #next} after the other: the elements of an array or a map follow as
 * values of their own. What a value is stays readable until the next call; texts are views into the array. Nothing is allocated, and
 * a length or count that the bytes left cannot hold is an error before anyone uses it.
 */
public final class MsgpackReader {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int limit;
    private final int maxTextBytes;
    private int position;

    private MsgpackType type = MsgpackType.NIL;
    private long integer;
    private double decimal;
    private int count;
    private int start;
    private int end;
    private int extension;

    /** @throws MsgpackException there are more bytes than the limits allow */
    public MsgpackReader(byte[] bytes, int from, int to, MsgpackLimits limits) throws MsgpackException {
        if (from < 0 || from > to || to > bytes.length) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + bytes.length);
        }
        if (to - from > limits.maxBytes()) {
            throw new MsgpackException((to - from) + " bytes, the limit is " + limits.maxBytes());
        }
        this.bytes = bytes;
        this.position = from;
        this.limit = to;
        this.maxTextBytes = limits.maxTextBytes();
    }

    /** Whether bytes are left. */
    public boolean hasNext() {
        return position < limit;
    }

    /** Where the next value begins, in the array. */
    public int position() {
        return position;
    }

    /** Goes back or on to where a value is known to begin. */
    public void position(int at) {
        if (at < 0 || at > limit) {
            throw new IndexOutOfBoundsException(at + " of " + limit);
        }
        position = at;
    }

    /** The array that is read. */
    public byte[] bytes() {
        return bytes;
    }

    /** What {@link #next} would give, without going on. */
    public MsgpackType peek() throws MsgpackException {
        int before = position;
        MsgpackType next = next();
        position = before;
        return next;
    }

    /**
     * Goes on to the next value; behind an array or a map it is the first element.
     *
     * @throws MsgpackException the bytes end within it, or it is none
     */
    public MsgpackType next() throws MsgpackException {
        int head = byteAt(1) & 0xff;
        if (head < 0x80) {
            return integer(head);
        }
        if (head < 0x90) {
            return elements(MsgpackType.MAP, head & 0xf);
        }
        if (head < 0xa0) {
            return elements(MsgpackType.ARRAY, head & 0xf);
        }
        if (head < 0xc0) {
            return view(MsgpackType.TEXT, head & 0x1f);
        }
        if (head >= 0xe0) {
            return integer((byte) head);
        }
        type = behind(head);
        return type;
    }

    /** Goes behind one whole value with all that is in it, however deep that is. */
    public void skip() throws MsgpackException {
        long pending = 1;
        while (pending > 0) {
            pending--;
            MsgpackType skipped = next();
            if (skipped == MsgpackType.ARRAY || skipped == MsgpackType.MAP) {
                pending += skipped == MsgpackType.MAP ? 2L * count : count;
                if (pending > limit - position) {
                    throw new MsgpackException(
                            pending + " elements before offset " + position + " in " + (limit - position) + " bytes");
                }
            }
        }
    }

    public MsgpackType type() {
        return type;
    }

    /** Of a {@code BOOLEAN}. */
    public boolean bool() {
        return integer != 0;
    }

    /** Of an {@code INTEGER}; of an {@code UNSIGNED} the 64 bits. */
    public long integer() {
        return integer;
    }

    /** Of a {@code FLOAT} or a {@code DOUBLE}. */
    public double decimal() {
        return decimal;
    }

    /** Of an {@code ARRAY} its elements, of a {@code MAP} its pairs. Each has at least one byte left for itself. */
    public int count() {
        return count;
    }

    /** Where the bytes of a {@code TEXT}, {@code BINARY} or {@code EXTENSION} begin, in the array. */
    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    /** The kind of an {@code EXTENSION}: below 0 the specification's own. */
    public int extension() {
        return extension;
    }

    /** A copy of the bytes of a {@code TEXT}, {@code BINARY} or {@code EXTENSION}. */
    public byte[] content() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** The same as text; what is no UTF-8 is replaced. */
    public String text() {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private MsgpackType behind(int head) throws MsgpackException {
        return switch (head) {
            case 0xc0 -> MsgpackType.NIL;
            case 0xc2, 0xc3 -> {
                integer = head & 1;
                yield MsgpackType.BOOLEAN;
            }
            case 0xc4, 0xc5, 0xc6 -> view(MsgpackType.BINARY, length(head - 0xc4));
            case 0xc7, 0xc8, 0xc9 -> extension(length(head - 0xc7));
            case 0xca -> {
                decimal = Float.intBitsToFloat((int) number(2));
                yield MsgpackType.FLOAT;
            }
            case 0xcb -> {
                decimal = Double.longBitsToDouble(number(3));
                yield MsgpackType.DOUBLE;
            }
            case 0xcc -> integer(number(0) & 0xff);
            case 0xcd -> integer(number(1) & 0xffff);
            case 0xce -> integer(number(2) & 0xffff_ffffL);
            case 0xcf ->
                integer(number(3)) == MsgpackType.INTEGER && integer < 0 ? MsgpackType.UNSIGNED : MsgpackType.INTEGER;
            case 0xd0, 0xd1, 0xd2, 0xd3 -> integer(number(head - 0xd0));
            case 0xd4, 0xd5, 0xd6, 0xd7, 0xd8 -> extension(1L << (head - 0xd4));
            case 0xd9, 0xda, 0xdb -> view(MsgpackType.TEXT, length(head - 0xd9));
            case 0xdc, 0xdd -> elements(MsgpackType.ARRAY, length(head - 0xdb));
            case 0xde, 0xdf -> elements(MsgpackType.MAP, length(head - 0xdd));
            default ->
                throw new MsgpackException(
                        "no value begins with " + Integer.toHexString(head) + ", at offset " + (position - 1));
        };
    }

    private MsgpackType integer(long value) {
        integer = value;
        type = MsgpackType.INTEGER;
        return type;
    }

    private MsgpackType elements(MsgpackType found, long elements) throws MsgpackException {
        long least = found == MsgpackType.MAP ? 2 * elements : elements;
        if (least > limit - position) {
            throw new MsgpackException(
                    least + " elements before offset " + position + " in " + (limit - position) + " bytes");
        }
        count = (int) elements;
        type = found;
        return found;
    }

    private MsgpackType extension(long length) throws MsgpackException {
        extension = byteAt(1);
        return view(MsgpackType.EXTENSION, length);
    }

    private MsgpackType view(MsgpackType found, long length) throws MsgpackException {
        if (length > limit - position) {
            throw new MsgpackException(
                    "a length of " + length + " before offset " + position + ", of " + (limit - position) + " bytes");
        }
        if (length > maxTextBytes) {
            throw new MsgpackException("a text of " + length + " bytes, the limit is " + maxTextBytes);
        }
        start = position;
        position += (int) length;
        end = position;
        type = found;
        return found;
    }

    private long length(int power) throws MsgpackException {
        long number = number(power);
        return power == 0 ? number & 0xff : power == 1 ? number & 0xffff : number & 0xffff_ffffL;
    }

    /** The next 1, 2, 4 or 8 bytes, with their sign. */
    private long number(int power) throws MsgpackException {
        int at = position;
        byte first = byteAt(1 << power);
        return switch (power) {
            case 0 -> first;
            case 1 -> (short) SHORTS.get(bytes, at);
            case 2 -> (int) INTS.get(bytes, at);
            default -> (long) LONGS.get(bytes, at);
        };
    }

    /** The byte at the position, which goes on by so many. */
    private byte byteAt(int step) throws MsgpackException {
        if (step > limit - position) {
            throw new MsgpackException("the bytes end within a value, at offset " + position);
        }
        byte found = bytes[position];
        position += step;
        return found;
    }
}
