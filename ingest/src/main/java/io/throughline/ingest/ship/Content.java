package io.throughline.ingest.ship;

import io.throughline.core.source.LogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The (unpacked) bytes of an open file, whatever becomes of its name. Closing the file is its owner's. */
sealed interface Content {
    /**
     * Tells by a file's first bytes whether it is packed.
     *
     * @param whole whether no more are to come
     * @return null where there are too few to tell
     */
    static @Nullable Content of(FileChannel channel, boolean whole) throws IOException {
        byte[] first = bytes(channel, 0, LogFiles.MAGIC_BYTES);
        LogFiles.Packing packing = LogFiles.packing(first);
        if (packing != LogFiles.Packing.PLAIN) {
            return new Packed(channel);
        }
        return !whole && LogFiles.mayBecomePacked(first) ? null : new Plain(channel);
    }

    /** The first bytes, at most {@link Fingerprint#HEAD_BYTES}. */
    byte[] head() throws IOException;

    /** The bytes before an offset, at most {@link Fingerprint#TAIL_BYTES}; fewer where the content is shorter. */
    byte[] before(long offset) throws IOException;

    /** How many bytes there are now. Of a packed file, all of them are unpacked for it. */
    long length() throws IOException;

    /** The bytes from an offset on; {@code around} is lent to it for good. */
    InputStream from(long offset, ByteBuffer around) throws IOException;

    /** Whether the mark's bytes are where the mark is. */
    default boolean has(Mark mark) throws IOException {
        return mark.before().matchesEnd(before(mark.position()));
    }

    private static byte[] bytes(FileChannel channel, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, from + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** A file that may grow. */
    record Plain(FileChannel channel) implements Content {
        @Override
        public byte[] head() throws IOException {
            return bytes(channel, 0, Fingerprint.HEAD_BYTES);
        }

        @Override
        public byte[] before(long offset) throws IOException {
            int count = (int) Math.min(Fingerprint.TAIL_BYTES, offset);
            return bytes(channel, offset - count, count);
        }

        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public TailStream from(long offset, ByteBuffer around) throws IOException {
            return new TailStream(channel, offset, before(offset), around);
        }
    }

    /** A file in {@code .gz} or {@code .zst} form, complete once it is there. */
    record Packed(FileChannel channel) implements Content {
        @Override
        public byte[] head() throws IOException {
            try (InputStream in = unpacked()) {
                return in.readNBytes(Fingerprint.HEAD_BYTES);
            }
        }

        @Override
        public byte[] before(long offset) throws IOException {
            int count = (int) Math.min(Fingerprint.TAIL_BYTES, offset);
            try (InputStream in = unpacked()) {
                long skipped = in.skip(offset - count);
                while (skipped < offset - count && in.read() >= 0) {
                    skipped += 1 + in.skip(offset - count - skipped - 1);
                }
                return in.readNBytes(count);
            }
        }

        @Override
        public long length() throws IOException {
            try (InputStream in = unpacked()) {
                return in.transferTo(OutputStream.nullOutputStream());
            }
        }

        @Override
        public InputStream from(long offset, ByteBuffer around) throws IOException {
            InputStream in = unpacked();
            try {
                in.skipNBytes(offset);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        private InputStream unpacked() throws IOException {
            return LogFiles.unpack(new ChannelStream(channel));
        }
    }
}
