package io.throughline.ingest.ship;

import io.throughline.core.source.LogFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** The (unpacked) bytes of a file that is being followed. */
sealed interface Content extends Closeable {
    /** Opens a file; a plain one stays readable whatever becomes of its name. */
    static Content open(Path path) throws IOException {
        return LogFiles.packing(path) == LogFiles.Packing.PLAIN
                ? new Plain(FileChannel.open(path, StandardOpenOption.READ))
                : new Packed(path);
    }

    /** The first bytes, at most {@link Fingerprint#HEAD_BYTES}. */
    byte[] head() throws IOException;

    /** The bytes before an offset, at most {@link Fingerprint#TAIL_BYTES}; fewer where the content is shorter. */
    byte[] before(long offset) throws IOException;

    /** The bytes from an offset on. */
    InputStream from(long offset) throws IOException;

    /** A file that may grow. */
    record Plain(FileChannel channel) implements Content {
        @Override
        public byte[] head() throws IOException {
            ByteBuffer head = ByteBuffer.allocate(Fingerprint.HEAD_BYTES);
            int read = 0;
            while (head.hasRemaining() && read >= 0) {
                read = channel.read(head, head.position());
            }
            return Arrays.copyOf(head.array(), head.position());
        }

        @Override
        public byte[] before(long offset) throws IOException {
            return TailStream.before(channel, offset);
        }

        @Override
        public TailStream from(long offset) throws IOException {
            return new TailStream(channel, offset);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A file in {@code .gz} or {@code .zst} form, complete once it is there. */
    record Packed(Path path) implements Content {
        @Override
        public byte[] head() throws IOException {
            try (InputStream in = LogFiles.open(path)) {
                return in.readNBytes(Fingerprint.HEAD_BYTES);
            }
        }

        /** None: a packed file is not written over in place, and unpacking it again at every checkpoint would cost too much. */
        @Override
        public byte[] before(long offset) {
            return new byte[0];
        }

        @Override
        public InputStream from(long offset) throws IOException {
            InputStream in = LogFiles.open(path);
            try {
                in.skipNBytes(offset);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        @Override
        public void close() {
            // Nothing is open between two reads.
        }
    }
}
