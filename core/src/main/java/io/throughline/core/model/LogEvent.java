package io.throughline.core.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record in the one schema, as normalise hands it on.
 *
 * @param id 32 hex digits derived from the raw record's series and offset: the same after every replay
 * @param timestamp when it happened: the record's own time, else its envelope's
 * @param service the catalog name; {@code unknown} where nothing tells
 * @param level {@code TRACE DEBUG INFO WARN ERROR FATAL}, where the record has one
 * @param hop the request that this record tells of, where it tells of one
 * @param labels fields that the model has no member for, by their dotted names, bounded in number and length
 */
public record LogEvent(
        String id,
        String source,
        long offset,
        Instant timestamp,
        String service,
        Origin origin,
        @Nullable String level,
        @Nullable String logger,
        @Nullable String thread,
        String message,
        Correlation correlation,
        @Nullable Hop hop,
        Map<String, String> labels)
        implements Normalised {
    public LogEvent {
        labels = Map.copyOf(labels);
    }

    /** Whether the record tells of a failure: an error level or a failed hop. */
    public boolean failed() {
        return "ERROR".equals(level) || "FATAL".equals(level) || (hop != null && hop.failed());
    }
}
