package io.throughline.ingest.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes frames to a file through one buffer outside the heap: a record's bytes are copied once, and the checksum goes over them there.
 * Not safe for use by several threads.
 */
final class FrameWriter {
    private static final int STAGING_BYTES = 1 << 20;

    private final ByteBuffer staging;
    private final CRC32C crc = new CRC32C();
    private Disk.Output output;
    private int crcFrom;

    FrameWriter(Disk.Output output) {
        this(output, ByteBuffer.allocateDirect(STAGING_BYTES));
    }

    private FrameWriter(Disk.Output output, ByteBuffer staging) {
        this.output = output;
        this.staging = staging;
    }

    /** Goes on with another file; what was not flushed to the former one is forgotten. */
    void output(Disk.Output next) {
        output = next;
        staging.clear();
        crcFrom = 0;
    }

    void segmentHeader(long number, long marker, long firstSequence) throws IOException {
        beginChecksum();
        putLong(FrameFormat.MAGIC);
        putInt(FrameFormat.VERSION);
        putLong(number);
        putLong(marker);
        putLong(firstSequence);
        putChecksum();
    }

    void frame(long marker, long sequence, Taken taken) throws IOException {
        beginChecksum();
        putLong(marker);
        putLong(sequence);
        putInt(taken.bytes());
        ChunkCodec.write(taken, this);
        putChecksum();
    }

    void putLong(long number) throws IOException {
        room(Long.BYTES);
        staging.putLong(number);
    }

    void putInt(int number) throws IOException {
        room(Integer.BYTES);
        staging.putInt(number);
    }

    void putWithLength(byte[] bytes) throws IOException {
        putInt(bytes.length);
        int from = 0;
        while (bytes.length - from > staging.remaining()) {
            int part = staging.remaining();
            staging.put(bytes, from, part);
            from += part;
            flush();
        }
        staging.put(bytes, from, bytes.length - from);
    }

    /** Hands everything to the file. */
    void flush() throws IOException {
        checksum();
        staging.flip();
        try {
            output.write(staging);
        } finally {
            staging.clear();
            crcFrom = 0;
        }
    }

    private void room(int bytes) throws IOException {
        if (staging.remaining() < bytes) {
            flush();
        }
    }

    private void beginChecksum() {
        crc.reset();
        crcFrom = staging.position();
    }

    private void checksum() {
        ByteBuffer part = staging.duplicate();
        part.flip().position(crcFrom);
        crc.update(part);
        crcFrom = staging.position();
    }

    private void putChecksum() throws IOException {
        checksum();
        putInt((int) crc.getValue());
    }
}
