package io.throughline.stream.correlate;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call from one service to another, told once: by the caller's own record where it names its peer, else by the flow that
 * joins both ends.
 *
 * @param known when the stream knew of it, in event time: detectors take calls in this order
 * @param end when the call ended
 * @param event the log event that tells of it
 */
public record Call(
        String caller,
        String callee,
        @Nullable String method,
        @Nullable String template,
        Instant known,
        Instant end,
        Duration duration,
        boolean failed,
        @Nullable String flow,
        String event,
        String source,
        long offset) {}
