package io.throughline.ingest.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that has so many bytes left, or whose calls fail when told. */
final class FailingDisk implements Disk {
    private long left = Long.MAX_VALUE;
    private int forcesToFail;
    private boolean truncates = true;
    private boolean creates = true;
    private int created;

    synchronized void left(long bytes) {
        left = bytes;
    }

    synchronized void failForces(int next) {
        forcesToFail = next;
    }

    synchronized void creates(boolean can) {
        creates = can;
    }

    synchronized void truncates(boolean can) {
        truncates = can;
    }

    synchronized int created() {
        return created;
    }

    @Override
    public Output create(Path file) throws IOException {
        synchronized (this) {
            if (!creates) {
                throw new IOException("No space left on device");
            }
            created++;
        }
        return new FailingOutput(Disk.REAL.create(file));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        Disk.REAL.forceFolder(folder);
    }

    private synchronized int allowed(int bytes) {
        int allowed = (int) Math.min(bytes, left);
        left -= allowed;
        return allowed;
    }

    private synchronized boolean failsToForce() {
        return forcesToFail > 0 && forcesToFail-- > 0;
    }

    private synchronized boolean canTruncate() {
        return truncates;
    }

    private final class FailingOutput implements Output {
        private final Output real;

        private FailingOutput(Output real) {
            this.real = real;
        }

        /** As a disk that becomes full does: a part is written. */
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int allowed = allowed(bytes.remaining());
            boolean full = allowed < bytes.remaining();
            bytes.limit(bytes.position() + allowed);
            real.write(bytes);
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            if (failsToForce()) {
                throw new IOException("Input/output error");
            }
            real.force();
        }

        @Override
        public void truncate(long length) throws IOException {
            if (!canTruncate()) {
                throw new IOException("Input/output error");
            }
            real.truncate(length);
        }

        @Override
        public void close() throws IOException {
            real.close();
        }
    }
}
