package io.throughline.ingest.buffer;

import io.throughline.core.wire.RawRecordHeaders;
import io.throughline.ingest.publish.Chunk;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/**
 * A chunk on its way to the disk.
 *
 * @param origin as {@link RawRecordHeaders} writes it
 * @param bytes of the frame's payload
 * @param takenMillis since 1970
 * @param safe completes when the disk has it
 */
record Taken(
        Chunk chunk,
        byte[] id,
        byte[] source,
        byte[] origin,
        int bytes,
        ChunkKey key,
        long takenMillis,
        CompletableFuture<Void> safe) {
    /** @throws ArithmeticException the chunk is longer than a frame can be, 2 GB */
    static Taken of(Chunk chunk, long nowMillis) {
        byte[] id = chunk.id().getBytes(StandardCharsets.UTF_8);
        byte[] source = chunk.source().getBytes(StandardCharsets.UTF_8);
        byte[] origin = RawRecordHeaders.encode(chunk.origin());
        long bytes = ChunkCodec.FIXED_BYTES
                + (long) id.length
                + source.length
                + origin.length
                + chunk.bytes()
                + (long) Integer.BYTES * chunk.values().size();
        return new Taken(
                chunk,
                id,
                source,
                origin,
                Math.toIntExact(bytes),
                ChunkKey.of(id),
                nowMillis,
                new CompletableFuture<>());
    }

    /** On disk. */
    long frameBytes() {
        return (long) FrameFormat.OVERHEAD_BYTES + bytes;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
