package io.throughline.ingest.receive.forward;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of the protocol, in whichever mode it was sent.
 *
 * @param values its entries as JSON objects
 * @param chunk what the sender calls it and wants to read in the acknowledgement; null: it wants none
 * @param found how many there are, with those that are no records
 */
record Frame(String tag, List<byte[]> values, @Nullable ChunkName chunk, int found) {
    /**
     * A sender's name of a chunk.
     *
     * @param content the name's bytes
     * @param packed the same in MessagePack, as it was sent
     */
    record ChunkName(byte[] content, byte[] packed) {}

    /** Bytes of all values together. */
    long bytes() {
        long sum = 0;
        for (byte[] value : values) {
            sum += value.length;
        }
        return sum;
    }
}
