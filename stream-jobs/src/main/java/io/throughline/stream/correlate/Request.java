package io.throughline.stream.correlate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as the service that was called saw it.
 *
 * @param client who asked, as this record names them: principal, else address
 * @param path the path as asked, without its query
 * @param template the path with its ids replaced
 */
public record Request(
        String service,
        String method,
        String path,
        String template,
        Instant end,
        Duration duration,
        boolean failed,
        @Nullable String client,
        @Nullable String flow,
        String event,
        String source,
        long offset) {}
