package io.throughline.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Counts line feeds, eight bytes at a time: what any reader of lines has to do at least. */
final class LineFeeds {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;

    private LineFeeds() {}

    static int count(byte[] bytes) {
        int count = 0;
        int i = 0;
        for (; i + 8 <= bytes.length; i += 8) {
            long differences = (long) LONGS.get(bytes, i) ^ LINE_FEEDS;
            // The highest bit of each byte that is zero, exactly: Warren, "Hacker's Delight", 6-1.
            long zeros = ~(((differences & LOW_BITS) + LOW_BITS) | differences | LOW_BITS);
            count += Long.bitCount(zeros);
        }
        for (; i < bytes.length; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }
}
