package io.throughline.ingest.receive.forward;

import io.netty.buffer.ByteBuf;
import io.throughline.ingest.receive.msgpack.MsgpackException;
import io.throughline.ingest.receive.msgpack.MsgpackExtent;

/**
 * The bytes of one connection that are not handled yet. It grows as bytes come, never because one of them promises more, and becomes
 * small again when it is empty.
 */
final class FrameBuffer {
    private static final byte[] EMPTY = new byte[0];
    private static final int FIRST_BYTES = 4 << 10;
    /** A larger one is let go when it is empty. */
    private static final int KEPT_BYTES = 64 << 10;

    private byte[] bytes = EMPTY;
    private int start;
    private int end;
    private int maxFrameBytes;
    private MsgpackExtent extent;

    /** @param maxFrameBytes of one frame */
    FrameBuffer(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
        this.extent = new MsgpackExtent(maxFrameBytes);
    }

    /** Frames may be so long from the next one on. */
    void maxFrameBytes(int most) {
        maxFrameBytes = most;
        extent = new MsgpackExtent(most);
    }

    void add(ByteBuf in) {
        int more = in.readableBytes();
        makeRoom(more);
        in.readBytes(bytes, end, more);
        end += more;
    }

    /** The array that holds the bytes, until {@link #add} or {@link #consume}. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the first byte is that was not consumed. */
    int start() {
        return start;
    }

    boolean isEmpty() {
        return start == end;
    }

    /** Bytes of memory. */
    int capacity() {
        return bytes.length;
    }

    /**
     * The end of the first frame; below 0 where it is not whole. Once it was given it is not given again: {@link #consume} it.
     *
     * @throws MsgpackException it will never be a frame
     */
    int frameEnd() throws MsgpackException {
        return start == end ? -1 : extent.end(bytes, start, end);
    }

    /** Lets the bytes before an offset of the array go. */
    void consume(int to) {
        start = to;
        if (start == end) {
            start = 0;
            end = 0;
            if (bytes.length > KEPT_BYTES) {
                bytes = EMPTY;
            }
        }
    }

    /** Lets everything go. */
    void clear() {
        start = 0;
        end = 0;
        bytes = EMPTY;
    }

    /** Bytes of memory behind {@link #add} of so many. */
    int capacityWith(int more) {
        int kept = end - start;
        if (bytes.length - end >= more || (bytes.length - kept >= more && kept <= bytes.length / 2)) {
            return bytes.length;
        }
        // Twice as long each time, but no longer than a frame may be, with the rest of what was read with its end.
        long twice = Math.min(Math.max(FIRST_BYTES, 2L * bytes.length), (long) maxFrameBytes + KEPT_BYTES);
        return (int) Math.min(Integer.MAX_VALUE - 8, Math.max(twice, (long) kept + more));
    }

    private void makeRoom(int more) {
        if (bytes.length - end >= more) {
            return;
        }
        int kept = end - start;
        int capacity = capacityWith(more);
        byte[] target = capacity == bytes.length ? bytes : new byte[capacity];
        System.arraycopy(bytes, start, target, 0, kept);
        bytes = target;
        start = 0;
        end = kept;
    }
}
