package io.throughline.ingest.receive.http.loki;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a stream.
 *
 * @param metadata what Loki calls structured metadata: of this line alone, as labels are of the stream
 */
record LokiEntry(Instant time, String line, Map<String, String> metadata) {
    /** What an entry costs beside its texts, roughly. */
    static final int MEMORY_BYTES = 256;

    private static final int PAIR_BYTES = 128;

    /** What an entry costs in memory, roughly. */
    long memoryBytes() {
        return MEMORY_BYTES + textBytes(line, metadata);
    }

    static long textBytes(String line, Map<String, String> metadata) {
        long bytes = 2L * line.length();
        for (Map.Entry<String, String> pair : metadata.entrySet()) {
            bytes += PAIR_BYTES + 2L * (pair.getKey().length() + pair.getValue().length());
        }
        return bytes;
    }

    /** Takes entries with their stream's labels, in their order. */
    @FunctionalInterface
    interface Sink {
        void entry(Map<String, String> labels, LokiEntry entry);
    }
}
