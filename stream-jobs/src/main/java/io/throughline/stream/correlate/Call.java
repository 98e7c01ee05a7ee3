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
 * @param status the HTTP status, where there was one
 */
public record Call(
        String caller,
        String callee,
        @Nullable String method,
        @Nullable String template,
        Instant known,
        Instant end,
        Duration duration,
        @Nullable Integer status,
        boolean failed,
        @Nullable String flow,
        String event,
        String source,
        long offset) {
    /** Whether the answer shows that there is something behind the path: a 4xx does not. */
    public boolean answered() {
        return status == null || status < 400 || status >= 500;
    }

    public Call withTemplate(String learned) {
        return new Call(
                caller, callee, method, learned, known, end, duration, status, failed, flow, event, source, offset);
    }
}
