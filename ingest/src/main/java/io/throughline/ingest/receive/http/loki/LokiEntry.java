package io.throughline.ingest.receive.http.loki;

import java.time.Instant;
import java.util.Map;

/**
 * One line of a stream.
 *
 * @param metadata what Loki calls structured metadata: of this line alone, as labels are of the stream
 */
record LokiEntry(Instant time, String line, Map<String, String> metadata) {
    /** Takes entries with their stream's labels, in their order. */
    @FunctionalInterface
    interface Sink {
        void entry(Map<String, String> labels, LokiEntry entry);
    }
}
