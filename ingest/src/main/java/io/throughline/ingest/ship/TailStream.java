package io.throughline.ingest.ship;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Reads an open plain file that grows, whatever becomes of its name. It ends for good where the file was truncated: when the
 * file is shorter than what was read, or when the bytes before the reading position are no longer those that were read. Closing
 * it leaves the file open.
 */
final class TailStream extends InputStream {
    private final FileChannel channel;
    private final byte[] tail = new byte[Fingerprint.TAIL_BYTES];
    private final ByteBuffer check = ByteBuffer.allocate(Fingerprint.TAIL_BYTES);
    private int tailBytes;
    private long position;
    private boolean truncated;

    /** @param position a place that was read up to before, and whose bytes before it are known to be the same */
    TailStream(FileChannel channel, long position) throws IOException {
        this.channel = channel;
        this.position = position;
        byte[] before = before(channel, position);
        System.arraycopy(before, 0, tail, 0, before.length);
        this.tailBytes = before.length;
    }

    /** At most {@link Fingerprint#TAIL_BYTES} before the offset, fewer where the file is shorter. */
    static byte[] before(FileChannel channel, long offset) throws IOException {
        int wanted = (int) Math.min(Fingerprint.TAIL_BYTES, offset);
        ByteBuffer bytes = ByteBuffer.allocate(wanted);
        long from = offset - wanted;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, from + bytes.position());
            if (read < 0) {
                return Arrays.copyOf(bytes.array(), bytes.position());
            }
        }
        return bytes.array();
    }

    boolean truncated() {
        return truncated;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("reads are in bulk");
    }

    /** @return -1 where there is no more, for now or for good */
    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (truncated) {
            return -1;
        }
        long size = channel.size();
        if (size < position || (size > position && !continues())) {
            truncated = true;
            return -1;
        }
        if (size == position) {
            return -1;
        }
        int read = channel.read(ByteBuffer.wrap(bytes, from, count), position);
        if (read > 0) {
            position += read;
            remember(bytes, from, read);
        }
        return read;
    }

    private boolean continues() throws IOException {
        check.clear().limit(tailBytes);
        while (check.hasRemaining()) {
            if (channel.read(check, position - tailBytes + check.position()) < 0) {
                return false;
            }
        }
        return Arrays.equals(check.array(), 0, tailBytes, tail, 0, tailBytes);
    }

    private void remember(byte[] bytes, int from, int count) {
        int taken = Math.min(count, tail.length);
        int kept = Math.min(tailBytes, tail.length - taken);
        System.arraycopy(tail, tailBytes - kept, tail, 0, kept);
        System.arraycopy(bytes, from + count - taken, tail, kept, taken);
        tailBytes = kept + taken;
    }
}
