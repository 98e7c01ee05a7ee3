package io.throughline.core.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Looks at bytes eight at a time, as one number: the first byte is the lowest. The tests for a byte are those of Warren, "Hacker's
 * Delight" (second edition, 6-1): the lowest mark they give is always right, those above it need not be.
 */
final class Swar {
    static final long BLANKS = repeat(' ');
    static final long QUOTES = repeat('"');
    static final long ESCAPES = repeat('\\');
    static final long BRACKETS = repeat('[');

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = 0x8080808080808080L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Swar() {}

    static long repeat(char c) {
        return 0x0101010101010101L * c;
    }

    /** The eight bytes that begin there. */
    static long load(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** At most seven bytes, with zeros behind them. */
    static long rest(byte[] bytes, int from, int to) {
        int count = to - from;
        if (count <= 0) {
            return 0;
        }
        if (to >= 8) {
            return load(bytes, to - 8) >>> (64 - 8 * count);
        }
        long rest = 0;
        for (int i = to - 1; i >= from; i--) {
            rest = rest << 8 | (bytes[i] & 0xff);
        }
        return rest;
    }

    /** Marks the bytes that are the pattern's, which is one byte eight times. */
    static long matches(long word, long pattern) {
        long differences = word ^ pattern;
        return (differences - ONES) & ~differences & HIGHEST;
    }

    /** Marks control characters: bytes below a blank. */
    static long controls(long word) {
        return (word - BLANKS) & ~word & HIGHEST;
    }

    /** Which of the eight bytes has the lowest mark; 8 where there is none. */
    static int first(long matches) {
        return Long.numberOfTrailingZeros(matches) >>> 3;
    }

    /** Where the byte is that the pattern repeats; below 0 where it is not. */
    static int indexOf(byte[] bytes, int from, int to, long pattern) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long found = matches(load(bytes, i), pattern);
            if (found != 0) {
                return i + first(found);
            }
        }
        long found = matches(rest(bytes, i, to), pattern);
        return found == 0 ? -1 : i + first(found);
    }

    /** Whether these bytes stand there, all of them within the array: for a few bytes, where a call would cost more than it does. */
    static boolean same(byte[] these, byte[] bytes, int from) {
        int i = 0;
        for (; i + 8 <= these.length; i += 8) {
            if (load(these, i) != load(bytes, from + i)) {
                return false;
            }
        }
        if (these.length >= 8) {
            return load(these, these.length - 8) == load(bytes, from + these.length - 8);
        }
        return rest(these, 0, these.length) == rest(bytes, from, from + these.length);
    }

    /** Whether all bytes are printable ASCII: no control character, no colour, no other alphabet. */
    static boolean isPrintableAscii(byte[] bytes, int from, int to) {
        long odd = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            odd |= odd(load(bytes, i));
        }
        for (; i < to; i++) {
            odd |= odd((BLANKS & ~0xffL) | (bytes[i] & 0xff));
        }
        return (odd & HIGHEST) == 0;
    }

    /** A borrow or a carry reaches another byte only from one that is odd itself. */
    private static long odd(long word) {
        return word | (word + ONES) | (word - BLANKS);
    }
}
