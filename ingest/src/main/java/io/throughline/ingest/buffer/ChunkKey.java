package io.throughline.ingest.buffer;

import io.throughline.core.wire.Sha256;
import java.nio.ByteBuffer;

/** A chunk's id in 16 bytes: half of its SHA-256, of which nobody finds two that are equal. */
record ChunkKey(long high, long low) {
    static ChunkKey of(byte[] id) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.newDigest().digest(id));
        return new ChunkKey(hash.getLong(), hash.getLong());
    }
}
