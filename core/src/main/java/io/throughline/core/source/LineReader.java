package io.throughline.core.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads lines of bytes from a stream that may grow: at its present end {@link #next} is false, and may be true later. A line is
 * a view into the reader's buffer, good until the next call; NUL bytes before its first other byte are not part of it. Of a line longer than {@link #MAX_LINE_BYTES} only the first
 * {@link #CUT_BYTES} are kept and the rest is counted, so that memory stays small whatever a file holds.
 */
public final class LineReader implements Closeable {
    /** A longer line is cut. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    /** What is kept of a line that is cut. */
    public static final int CUT_BYTES = 8 << 10;

    private static final byte[] EMPTY = new byte[0];
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0a0a0a0a0a0a0a0aL;

    private final InputStream in;
    private final int bufferBytes;

    private byte[] buffer = EMPTY;
    /** The stream's offset of {@code buffer[0]}. */
    private long bufferOffset;
    /** Where the first line not yet given begins, in the buffer. */
    private int position;
    /** Up to where no line feed was found. */
    private int scanned;

    private int limit;

    private byte[] cutHead = EMPTY;
    /** Bytes of an overlong line that were counted and let go; 0: not within such a line. */
    private long cutBytes;

    private byte[] lineBuffer = EMPTY;
    private int lineStart;
    private int lineEnd;
    private long lineOffset;
    private long lineBytes;
    private long nextOffset;

    /**
     * @param in stands at {@code offset}
     * @param offset of the stream's next byte, from the start of the file
     * @param bufferBytes what is read at once; the buffer grows beyond it only for a longer line
     */
    public LineReader(InputStream in, long offset, int bufferBytes) {
        if (offset < 0 || bufferBytes < 1) {
            throw new IllegalArgumentException("offset " + offset + ", buffer of " + bufferBytes + " bytes");
        }
        this.in = in;
        this.bufferOffset = offset;
        this.bufferBytes = bufferBytes;
        this.nextOffset = offset;
    }

    /** Goes on to the next whole line; false where the stream has none, for now. */
    public boolean next() throws IOException {
        while (true) {
            skipNothing();
            int feed = indexOfLineFeed(buffer, scanned, limit);
            if (feed >= 0) {
                give(feed, 1);
                return true;
            }
            scanned = limit;
            if (cutBytes > 0 || limit - position > MAX_LINE_BYTES) {
                letGo();
            }
            if (!fill()) {
                return false;
            }
        }
    }

    /**
     * Takes what follows the last line feed as a line: for a stream that has come to its end for good.
     *
     * @return false where nothing is left
     */
    public boolean rest() {
        if (limit == position && cutBytes == 0) {
            return false;
        }
        give(limit, 0);
        return true;
    }

    /** The array that holds the line's bytes, from {@link #start} to {@link #end}. */
    public byte[] buffer() {
        return lineBuffer;
    }

    public int start() {
        return lineStart;
    }

    public int end() {
        return lineEnd;
    }

    /** The line's offset from the start of the (uncompressed) file. */
    public long offset() {
        return lineOffset;
    }

    /** The line's true length in bytes without its line feed, at most {@code Integer.MAX_VALUE}. */
    public int length() {
        return (int) Math.min(lineBytes, Integer.MAX_VALUE);
    }

    /** The offset behind the line and its line feed: where the next line begins. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Whether an unfinished line was read. */
    public boolean unfinished() {
        return limit > position || cutBytes > 0;
    }

    /** Gives the buffer back where it holds nothing, for files that wait for more. */
    public void release() {
        if (!unfinished()) {
            bufferOffset += limit;
            buffer = EMPTY;
            lineBuffer = EMPTY;
            cutHead = EMPTY;
            position = 0;
            scanned = 0;
            limit = 0;
            lineStart = 0;
            lineEnd = 0;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /**
     * Passes over NUL bytes at a line's start: a file system fills with them what was never written, where a host crashed or a
     * writer went on at its old place in a truncated file. No text begins with one.
     */
    private void skipNothing() {
        if (cutBytes == 0 && position < limit && buffer[position] == 0) {
            while (position < limit && buffer[position] == 0) {
                position++;
            }
            scanned = Math.max(scanned, position);
        }
    }

    private void give(int end, int feedBytes) {
        if (cutBytes == 0 && end - position > MAX_LINE_BYTES) {
            cutHead = keepHead();
        }
        if (cutBytes > 0 || end - position > MAX_LINE_BYTES) {
            lineBuffer = cutHead;
            lineStart = 0;
            lineEnd = CUT_BYTES;
        } else {
            lineBuffer = buffer;
            lineStart = position;
            lineEnd = end;
        }
        lineBytes = cutBytes + (end - position);
        lineOffset = bufferOffset + position - cutBytes;
        cutBytes = 0;
        position = end + feedBytes;
        scanned = position;
        nextOffset = bufferOffset + position;
    }

    /** Within an overlong line: keeps its head, counts the rest and frees the buffer. */
    private void letGo() {
        if (cutBytes == 0) {
            cutHead = keepHead();
        }
        cutBytes += limit - position;
        bufferOffset += limit;
        position = 0;
        scanned = 0;
        limit = 0;
        if (buffer.length > bufferBytes) {
            buffer = new byte[bufferBytes];
        }
    }

    private byte[] keepHead() {
        byte[] head = new byte[CUT_BYTES];
        System.arraycopy(buffer, position, head, 0, CUT_BYTES);
        return head;
    }

    private boolean fill() throws IOException {
        if (position == limit && limit > 0) {
            bufferOffset += limit;
            position = 0;
            scanned = 0;
            limit = 0;
        }
        if (limit == buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }

    private void makeRoom() {
        int kept = limit - position;
        byte[] target = buffer;
        if (kept * 2L > buffer.length || buffer.length == 0) {
            target = new byte[Math.max(bufferBytes, buffer.length * 2)];
        } else if (buffer.length > bufferBytes && kept < bufferBytes / 2) {
            target = new byte[bufferBytes];
        }
        System.arraycopy(buffer, position, target, 0, kept);
        buffer = target;
        bufferOffset += position;
        scanned -= position;
        position = 0;
        limit = kept;
    }

    /**
     * Eight bytes at a time: a byte of the word is a line feed where the exclusive-or is zero, and the lowest such byte is found
     * exactly (Warren, Hacker's Delight, 6-1).
     */
    private static int indexOfLineFeed(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long word = (long) LONGS.get(bytes, i) ^ LINE_FEEDS;
            long zeros = (word - 0x0101010101010101L) & ~word & 0x8080808080808080L;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
