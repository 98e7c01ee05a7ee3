package io.throughline.elasticsearch.bulk;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How documents are written in bulk, for each parallel writer.
 *
 * @param maxBytes a request is sent when it has this many bytes
 * @param maxDocuments or this many documents
 * @param inFlight requests under way at once; with all of them under way the writer waits
 * @param linger or when its first document waited this long
 * @param firstRetry pause before the first retry; doubled for each further one
 * @param lastRetry the longest pause
 * @param giveUpAfter how long one request is retried before the writer fails
 */
public record BulkConfig(
        int maxBytes,
        int maxDocuments,
        int inFlight,
        Duration linger,
        Duration firstRetry,
        Duration lastRetry,
        Duration giveUpAfter)
        implements Serializable {
    public static final BulkConfig DEFAULT = new BulkConfig(
            2 << 20,
            5_000,
            2,
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            Duration.ofHours(1));

    /** Reads {@code elasticsearch.bulk.*}. */
    public static BulkConfig from(Settings settings) {
        return new BulkConfig(
                (int) settings.bytes("elasticsearch.bulk.bytes", DEFAULT.maxBytes, 64 << 10, 64 << 20),
                settings.integer("elasticsearch.bulk.documents", DEFAULT.maxDocuments, 1, 100_000),
                settings.integer("elasticsearch.bulk.in-flight", DEFAULT.inFlight, 1, 32),
                settings.duration(
                        "elasticsearch.bulk.linger", DEFAULT.linger, Duration.ofMillis(10), Duration.ofMinutes(1)),
                DEFAULT.firstRetry,
                settings.duration(
                        "elasticsearch.bulk.retry-pause",
                        DEFAULT.lastRetry,
                        Duration.ofMillis(100),
                        Duration.ofMinutes(5)),
                settings.duration(
                        "elasticsearch.bulk.give-up-after",
                        DEFAULT.giveUpAfter,
                        Duration.ofSeconds(1),
                        Duration.ofDays(7)));
    }
}
