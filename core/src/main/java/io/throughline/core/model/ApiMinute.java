package io.throughline.core.model;

import java.time.Instant;
import java.util.Map;

/**
 * One API's traffic in one minute of event time, as its own inbound hops tell it.
 *
 * @param template the path with its ids replaced ({@code /orders/{id}})
 * @param callers requests by caller (service, else address), the most frequent {@link #MAX_CALLERS}; the rest under {@code other}
 * @param records that it was made of, of the called and of callers: of two versions of one minute the one made of more is the later
 */
public record ApiMinute(
        String service,
        String method,
        String template,
        Instant minute,
        long requests,
        long errors,
        LatencyHistogram latency,
        Map<String, Long> callers,
        long records) {
    public static final int MAX_CALLERS = 100;

    public ApiMinute {
        callers = Map.copyOf(callers);
    }
}
