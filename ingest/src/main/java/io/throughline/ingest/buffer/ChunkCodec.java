package io.throughline.ingest.buffer;

import io.throughline.core.wire.RawRecordHeaders;
import io.throughline.ingest.publish.Chunk;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk as the payload of a frame, numbers big endian: when it was taken (8 bytes, milliseconds since 1970), then, each behind its
 * length of 4 bytes, its id and its source in UTF-8 and its origin as {@link RawRecordHeaders} writes it; how many values there are (4
 * bytes), and each value behind its length (4 bytes).
 */
final class ChunkCodec {
    /** Without what differs from chunk to chunk. */
    static final int FIXED_BYTES = Long.BYTES + 4 * Integer.BYTES;

    private ChunkCodec() {}

    /** @param key of the id */
    record Read(Chunk chunk, ChunkKey key, long takenMillis) {}

    static void write(Taken taken, FrameWriter out) throws IOException {
        out.putLong(taken.takenMillis());
        out.putWithLength(taken.id());
        out.putWithLength(taken.source());
        out.putWithLength(taken.origin());
        List<byte[]> values = taken.chunk().values();
        out.putInt(values.size());
        for (byte[] value : values) {
            out.putWithLength(value);
        }
    }

    /** @throws IOException the bytes are no chunk: their checksum fits, so that somebody else wrote them, or another version */
    static Read read(ByteBuffer payload) throws IOException {
        try {
            long takenMillis = payload.getLong();
            byte[] id = bytes(payload);
            String source = new String(bytes(payload), StandardCharsets.UTF_8);
            byte[] origin = bytes(payload);
            int count = payload.getInt();
            if (count < 0 || count > payload.remaining() / Integer.BYTES) {
                throw new IOException(count + " values in " + payload.remaining() + " bytes");
            }
            List<byte[]> values = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                values.add(bytes(payload));
            }
            if (payload.hasRemaining()) {
                throw new IOException(payload.remaining() + " bytes behind the last value");
            }
            Chunk chunk =
                    new Chunk(new String(id, StandardCharsets.UTF_8), source, RawRecordHeaders.decode(origin), values);
            return new Read(chunk, ChunkKey.of(id), takenMillis);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("no chunk: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(ByteBuffer payload) throws IOException {
        int length = payload.getInt();
        if (length < 0 || length > payload.remaining()) {
            throw new IOException("a length of " + length + " in " + payload.remaining() + " bytes");
        }
        byte[] bytes = new byte[length];
        payload.get(bytes);
        return bytes;
    }
}
