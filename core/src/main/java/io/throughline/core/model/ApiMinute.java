package io.throughline.core.model;

import java.time.Instant;
import java.util.Map;

/**
 * One API's traffic in one minute of event time, as its own inbound hops tell it.
 *
 * @param template the path with its ids replaced ({@code /orders/{id}})
 * @param callers requests by caller (service, else address), the most frequent {@link #MAX_CALLERS}; the rest under {@code other}
 */
public record ApiMinute(
        String service,
        String method,
        String template,
        Instant minute,
        long requests,
        long errors,
        LatencyHistogram latency,
        Map<String, Long> callers) {
    public static final int MAX_CALLERS = 100;

    public ApiMinute {
        callers = Map.copyOf(callers);
    }
}
