package io.throughline.core.model;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request observed at one vantage point: an access-log line, a span, or a structured application log line that tells of a
 * finished call.
 *
 * @param service the observing service
 * @param instance the observing container or pod
 * @param peer the service at the other end, where known
 * @param operation what was asked ({@code GET /orders/{id}}, {@code SELECT orders})
 * @param link equal at both ends of one call (a connection's addresses and ports)
 * @param path the path without its query
 * @param principal who asked: a token's subject, a client certificate, an API key's name
 */
public record Hop(
        String id,
        Vantage vantage,
        String service,
        @Nullable String instance,
        Instant start,
        Duration duration,
        @Nullable String operation,
        @Nullable String peer,
        @Nullable String link,
        @Nullable String method,
        @Nullable String path,
        @Nullable Integer status,
        @Nullable Long requestBytes,
        @Nullable Long responseBytes,
        @Nullable String principal,
        @Nullable String sourceIp,
        @Nullable String userAgent) {
    public Hop {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("hop " + id + " has a negative duration");
        }
    }

    public Instant end() {
        return start.plus(duration);
    }

    /** Server errors only: a 4xx is the caller's doing. */
    public boolean failed() {
        return status != null && status >= 500;
    }
}
