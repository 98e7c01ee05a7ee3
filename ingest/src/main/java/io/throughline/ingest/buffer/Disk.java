package io.throughline.ingest.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the buffer asks of a disk when it writes: all that can fail with the data of somebody who waits for it. */
interface Disk {
    /** The machine's own. */
    Disk REAL = new Disk() {
        @Override
        public Output create(Path file) throws IOException {
            return new ChannelOutput(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        }

        @Override
        public void forceFolder(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /** A file that is written from its beginning on. */
    interface Output extends Closeable {
        /** Writes all of it. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when everything written is on the disk for good. */
        void force() throws IOException;

        void truncate(long length) throws IOException;
    }

    /** @throws IOException also when it is there already */
    Output create(Path file) throws IOException;

    /** Returns when the names of the files made so far are on the disk for good. */
    void forceFolder(Path folder) throws IOException;

    /** A file as the JDK knows it. */
    record ChannelOutput(FileChannel channel) implements Output {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /** Without the times of the file; its length, which is needed to read it, is forced all the same. */
        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
