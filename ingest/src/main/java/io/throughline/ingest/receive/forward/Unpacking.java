package io.throughline.ingest.receive.forward;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks what a sender compressed, up to a limit that a small frame cannot get over by promising much: the output grows as it comes.
 */
final class Unpacking {
    private static final int STEP_BYTES = 64 << 10;

    /** 8 MiB, which RFC 8878 recommends to support; a larger window would be a sender's way to our memory. */
    private static final int WINDOW_LOG = 23;

    /** Two bytes of identification and the one method that exists, the lowest byte first. */
    private static final int GZIP_DEFLATE = 0x088b1f;

    private static final int GZIP_HEADER_BYTES = 10;
    private static final int GZIP_TRAILER_BYTES = 8;
    private static final int FLAG_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FLAGS_RESERVED = 0xe0;

    private final int maxBytes;
    private final FrameMemory memory;
    private byte[] output;
    private int length;

    /** @param maxBytes of the output */
    Unpacking(int maxBytes, FrameMemory memory) throws IOException {
        this.maxBytes = maxBytes;
        this.memory = memory;
        int first = Math.min(STEP_BYTES, maxBytes + 1);
        memory.take(first);
        this.output = new byte[first];
    }

    /** Holds the output up to {@link #length}. */
    byte[] output() {
        return output;
    }

    int length() {
        return length;
    }

    /** One zstd frame (RFC 8878) after the other. */
    void zstd(byte[] bytes, int from, int to) throws IOException {
        try (ZstdInputStreamNoFinalizer in =
                new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes, from, to - from))) {
            in.setLongMax(WINDOW_LOG);
            int read = 0;
            while (read >= 0) {
                length += read;
                makeRoom();
                read = in.read(output, length, output.length - length);
            }
        }
    }

    /** One gzip member (RFC 1952) after the other: senders append to a chunk by appending a member. */
    void gzip(byte[] bytes, int from, int to) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            int at = from;
            do {
                at = member(inflater, bytes, at, to);
            } while (at < to);
        } catch (DataFormatException e) {
            throw new ForwardException("gzip data that is broken", e);
        } finally {
            inflater.end();
        }
    }

    private int member(Inflater inflater, byte[] bytes, int from, int to) throws IOException, DataFormatException {
        int start = header(bytes, from, to);
        int before = length;
        inflater.reset();
        inflater.setInput(bytes, start, to - start);
        while (!inflater.finished()) {
            makeRoom();
            int inflated = inflater.inflate(output, length, output.length - length);
            length += inflated;
            if (inflated == 0 && !inflater.finished()) {
                throw new ForwardException("gzip data that breaks off");
            }
        }
        int trailer = to - inflater.getRemaining();
        if (to - trailer < GZIP_TRAILER_BYTES) {
            throw new ForwardException("gzip data that breaks off");
        }
        CRC32 crc = new CRC32();
        crc.update(output, before, length - before);
        if (little(bytes, trailer, 4) != crc.getValue() || little(bytes, trailer + 4, 4) != length - before) {
            throw new ForwardException("gzip data with a wrong checksum");
        }
        return trailer + GZIP_TRAILER_BYTES;
    }

    /** @return where the compressed data begins */
    private static int header(byte[] bytes, int from, int to) throws ForwardException {
        if (to - from < GZIP_HEADER_BYTES || little(bytes, from, 3) != GZIP_DEFLATE) {
            throw new ForwardException("data that is said to be gzip and is not");
        }
        int flags = bytes[from + 3];
        if ((flags & FLAGS_RESERVED) != 0) {
            throw new ForwardException("gzip data with flags that do not exist");
        }
        int at = from + GZIP_HEADER_BYTES;
        if ((flags & FLAG_EXTRA) != 0) {
            at += 2 + (to - at < 2 ? 0 : (int) little(bytes, at, 2));
        }
        if ((flags & FLAG_NAME) != 0) {
            at = behindZero(bytes, at, to);
        }
        if ((flags & FLAG_COMMENT) != 0) {
            at = behindZero(bytes, at, to);
        }
        if ((flags & FLAG_CRC) != 0) {
            at += 2;
        }
        if (at > to) {
            throw new ForwardException("gzip data that breaks off");
        }
        return at;
    }

    private static int behindZero(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != 0) {
            at++;
        }
        return at + 1;
    }

    private static long little(byte[] bytes, int at, int count) {
        long number = 0;
        for (int i = count - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[at + i] & 0xff);
        }
        return number;
    }

    private void makeRoom() throws IOException {
        if (length < output.length) {
            return;
        }
        if (length > maxBytes) {
            throw new ForwardException("data that unpacks to more than " + maxBytes + " bytes");
        }
        // One byte more than allowed, so that going beyond shows.
        int before = output.length;
        int more = (int) Math.min(maxBytes + 1L, before * 2L);
        memory.take(more);
        output = Arrays.copyOf(output, more);
        memory.give(before);
    }
}
