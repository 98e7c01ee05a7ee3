package io.throughline.ingest.publish;

import io.throughline.core.model.Origin;
import java.util.List;

/**
 * What a network sender wants acknowledged as a whole, and sends again as a whole when it was not.
 *
 * @param id the same when it is sent again, different from all others' of all senders: derived from the sender's own id of it, else
 *     from its content
 * @param source names the stream that the records belong to (a tag, a host): one for all its chunks, as event time goes on by source
 * @param values the records, each not longer than {@link #MAX_RECORD_BYTES}; not to be changed afterwards
 */
public record Chunk(String id, String source, Origin origin, List<byte[]> values) {
    /** A longer record has to be cut, as Kafka would refuse it. */
    public static final int MAX_RECORD_BYTES = 1 << 20;

    public Chunk {
        if (id.isEmpty() || source.isEmpty()) {
            throw new IllegalArgumentException("not a chunk: id '" + id + "', source '" + source + "'");
        }
        values = List.copyOf(values);
    }

    /** Bytes of all records together. */
    public long bytes() {
        long sum = 0;
        for (byte[] value : values) {
            sum += value.length;
        }
        return sum;
    }
}
