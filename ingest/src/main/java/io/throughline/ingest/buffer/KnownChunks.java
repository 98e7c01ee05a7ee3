package io.throughline.ingest.buffer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that were taken of late: one that its sender repeats, for it did not hear of the acknowledgement, is not kept again. The jobs
 * know a repeated chunk for some minutes after Kafka had it first, but what waits here may get to Kafka hours after what came before it;
 * so the time in which a sender repeats is judged here, where the senders are. Not safe for use by several threads.
 */
final class KnownChunks {
    /** As long as the jobs do, and longer than a sender waits for an acknowledgement before it sends a chunk again. */
    static final Duration FORGET_AFTER = Duration.ofMinutes(10);

    static final int MAX_CHUNKS = 200_000;

    private final Map<ChunkKey, Known> chunks = new LinkedHashMap<>();

    /** A chunk that was taken. */
    static final class Known {
        /** When it is in no segment yet. */
        static final long NOWHERE = -1;

        final ChunkKey key;
        /** One of another length is another chunk, whatever its sender calls it. */
        final int bytes;

        final long takenMillis;
        final CompletableFuture<Void> safe;
        /** The number of the one that it is in, or was. */
        long segment;

        Known(ChunkKey key, int bytes, long takenMillis, long segment, CompletableFuture<Void> safe) {
            this.key = key;
            this.bytes = bytes;
            this.takenMillis = takenMillis;
            this.segment = segment;
            this.safe = safe;
        }
    }

    /** Null where it is not known. */
    @Nullable
    Known get(ChunkKey key, int bytes) {
        Known known = chunks.get(key);
        return known != null && known.bytes == bytes ? known : null;
    }

    void add(Known known) {
        chunks.remove(known.key);
        chunks.put(known.key, known);
        long oldest = known.takenMillis - FORGET_AFTER.toMillis();
        Iterator<Known> all = chunks.values().iterator();
        while (all.hasNext()) {
            if (all.next().takenMillis >= oldest && chunks.size() <= MAX_CHUNKS) {
                return;
            }
            all.remove();
        }
    }

    /** Where a chunk is that was added. */
    void setSegment(ChunkKey key, long segment) {
        Known known = chunks.get(key);
        if (known != null) {
            known.segment = segment;
        }
    }

    int size() {
        return chunks.size();
    }

    /** Those that are in a segment. */
    List<Known> of(long segment) {
        List<Known> found = new ArrayList<>();
        for (Known known : chunks.values()) {
            if (known.segment == segment) {
                found.add(known);
            }
        }
        return found;
    }
}
