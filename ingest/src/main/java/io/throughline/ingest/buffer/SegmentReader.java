package io.throughline.ingest.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's frames one after the other. Behind damage it goes on with the next bytes that are the segment's marker, a sequence
 * number that can be there, and a payload with its checksum: only the buffer itself can have written these. Not safe for use by several
 * threads.
 */
final class SegmentReader implements Closeable {
    /** As a sequence number: not known, as the segment's header cannot be read. */
    static final long UNKNOWN = 0;

    private static final int WINDOW_BYTES = 2 << 20;
    private static final int SCANNED_BYTES = 64 << 10;

    private final FileChannel channel;
    private final String name;
    private final long marker;
    private final Consumer<Damage> damages;
    private final CRC32C crc = new CRC32C();
    /** The file from {@link #windowStart}, to the buffer's limit. */
    private ByteBuffer window = ByteBuffer.allocate(0);

    private long windowStart;
    private long offset;
    private long expected;

    /**
     * @param start where it is in the file
     * @param end behind it
     * @param bytes of its payload
     */
    record Frame(long sequence, long start, long end, int bytes, ChunkCodec.Read content) {}

    /**
     * @param offset where a frame begins
     * @param expected its sequence number, where the file is whole, or {@link #UNKNOWN}; no frame before it is given
     * @param damages told of each part that cannot be read
     */
    SegmentReader(Path file, long marker, long offset, long expected, Consumer<Damage> damages) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.name = String.valueOf(file.getFileName());
        this.marker = marker;
        this.offset = offset;
        this.expected = expected;
        this.damages = damages;
    }

    /**
     * @param end up to where there are frames
     * @param last the last one's sequence number; what comes behind was written again elsewhere
     * @return null: there are no more
     */
    @Nullable
    Frame next(long end, long last) throws IOException {
        long from = offset;
        while (offset < end) {
            Frame frame = frame(offset, end);
            if (frame != null && frame.sequence > last) {
                return null;
            }
            if (frame != null) {
                passed(from, frame.sequence);
                offset = frame.end;
                expected = frame.sequence + 1;
                return frame;
            }
            offset = nextMarker(offset + 1, end);
        }
        if (offset > from) {
            damages.accept(new Damage(name, from, offset - from, 0, "no whole frame from here to the end"));
        }
        return null;
    }

    /** The frames up to here were read elsewhere. */
    void goOn(long behind, long sequence) {
        offset = behind;
        expected = sequence;
    }

    /** Tells what is between the last frame and the next one. */
    private void passed(long from, long sequence) {
        long missing = expected == UNKNOWN ? 0 : sequence - expected;
        if (offset > from || missing > 0) {
            damages.accept(new Damage(name, from, offset - from, missing, "frames that cannot be read"));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** @return null: there is none here */
    private @Nullable Frame frame(long at, long end) throws IOException {
        if (end - at < FrameFormat.LEAST_FRAME_BYTES || !load(at, FrameFormat.FRAME_HEADER_BYTES, end)) {
            return null;
        }
        int start = (int) (at - windowStart);
        long sequence = window.getLong(start + Long.BYTES);
        int length = window.getInt(start + 2 * Long.BYTES);
        long frameEnd = at + FrameFormat.OVERHEAD_BYTES + length;
        if (window.getLong(start) != marker || length < 0 || frameEnd > end || sequence < Math.max(expected, 1)) {
            return null;
        }
        int bytes = (int) (frameEnd - at);
        if (!load(at, bytes, end)) {
            return null;
        }
        start = (int) (at - windowStart);
        int body = bytes - FrameFormat.CRC_BYTES;
        crc.reset();
        crc.update(window.array(), start, body);
        if ((int) crc.getValue() != window.getInt(start + body)) {
            return null;
        }
        ByteBuffer payload = ByteBuffer.wrap(window.array(), start + FrameFormat.FRAME_HEADER_BYTES, length);
        return new Frame(sequence, at, frameEnd, length, ChunkCodec.read(payload));
    }

    /** Where the marker is next, at or behind an offset; the end where it is nowhere. */
    private long nextMarker(long from, long end) throws IOException {
        byte first = (byte) (marker >>> 56);
        long at = from;
        while (end - at >= Long.BYTES) {
            int bytes = (int) Math.min(SCANNED_BYTES, end - at);
            if (!load(at, bytes, end)) {
                return end;
            }
            int base = (int) (at - windowStart);
            for (int i = base; i <= base + bytes - Long.BYTES; i++) {
                if (window.get(i) == first && window.getLong(i) == marker) {
                    return windowStart + i;
                }
            }
            at += bytes - Long.BYTES + 1;
        }
        return end;
    }

    /** Has so many bytes from an offset on in the window, and none behind the end, which may still change; false where there are less. */
    private boolean load(long from, int bytes, long end) throws IOException {
        if (from >= windowStart && from + bytes <= windowStart + window.limit()) {
            return true;
        }
        if (bytes > window.capacity() || (window.capacity() > WINDOW_BYTES && bytes <= WINDOW_BYTES)) {
            window = ByteBuffer.allocate(Math.max(bytes, (int) Math.min(WINDOW_BYTES, end - from)));
        }
        window.clear().limit((int) Math.min(window.capacity(), end - from));
        windowStart = from;
        int read = 0;
        while (window.hasRemaining() && read >= 0) {
            read = channel.read(window, from + window.position());
        }
        window.flip();
        return window.limit() >= bytes;
    }
}
