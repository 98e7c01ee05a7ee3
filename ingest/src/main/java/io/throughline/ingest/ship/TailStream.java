package io.throughline.ingest.ship;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.List;

/**
 * Reads an open plain file that grows, whatever becomes of its name. It ends for good where the file was truncated: when the
 * file is shorter than what was read, or when the bytes before the reading position are no longer those that were read. Closing
 * it leaves the file open.
 *
 * <p>Each read is one system call that takes the bytes before the position along: they tell that the file is still the same, at
 * the very moment of reading, and that it has come to its end where nothing follows them.
 */
final class TailStream extends InputStream {
    private final FileChannel channel;
    private final ByteBuffer around;
    private final byte[] tail = new byte[Fingerprint.TAIL_BYTES];
    private final byte[] check = new byte[Fingerprint.TAIL_BYTES];
    private int tailBytes;
    private long position;
    private long marked = -1;
    private List<Mark> marks = List.of();
    private boolean truncated;

    /**
     * @param position a place that was read up to before
     * @param before the bytes before it, which are known to be the same
     * @param around what is read at once, and {@link Fingerprint#TAIL_BYTES}; shared by all streams of a thread
     */
    TailStream(FileChannel channel, long position, byte[] before, ByteBuffer around) {
        this.channel = channel;
        this.position = position;
        this.around = around;
        System.arraycopy(before, 0, tail, 0, before.length);
        this.tailBytes = before.length;
        this.truncated = before.length < Math.min(Fingerprint.TAIL_BYTES, position);
    }

    boolean truncated() {
        return truncated;
    }

    /** Up to where it was read. */
    long position() {
        return position;
    }

    /** Looks whether the file is still the same where nothing is to be read now. */
    boolean intact() throws IOException {
        return !truncated && fetch(0) >= 0;
    }

    /** Says what was known of the content before. */
    void marks(List<Mark> known) {
        marks = known;
    }

    /** What is known of the content, up to where it was read. */
    List<Mark> marks() {
        if (position > 0 && marked != position) {
            marks = Mark.with(marks, new Mark(position, Fingerprint.of(tail, 0, tailBytes)));
            marked = position;
        }
        return marks;
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
        int read = fetch(Math.min(count, around.capacity() - Fingerprint.TAIL_BYTES));
        if (read < 0) {
            truncated = true;
            return -1;
        }
        if (read == 0) {
            // A place where a copy of the file may well end.
            marks();
            return -1;
        }
        around.get(bytes, from, read);
        position += read;
        remember(bytes, from, read);
        return read;
    }

    /** How many bytes behind the position are in the buffer now; -1 where those before it are no longer the same. */
    private int fetch(int count) throws IOException {
        around.clear().limit(tailBytes + count);
        if (!around.hasRemaining()) {
            return 0;
        }
        int read = Math.max(0, channel.read(around, position - tailBytes));
        if (read < tailBytes) {
            return -1;
        }
        around.flip();
        around.get(check, 0, tailBytes);
        return Arrays.equals(check, 0, tailBytes, tail, 0, tailBytes) ? read - tailBytes : -1;
    }

    private void remember(byte[] bytes, int from, int count) {
        int taken = Math.min(count, tail.length);
        int kept = Math.min(tailBytes, tail.length - taken);
        System.arraycopy(tail, tailBytes - kept, tail, 0, kept);
        System.arraycopy(bytes, from + count - taken, tail, kept, taken);
        tailBytes = kept + taken;
    }
}
