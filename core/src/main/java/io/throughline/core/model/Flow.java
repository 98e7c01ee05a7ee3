package io.throughline.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the fleet: a tree of hops, with the log lines written on the way.
 *
 * @param id the trace id, or {@code req-} and the request id where no record had a trace id
 * @param rootService the service of the hop without parent that starts first
 * @param status of the root hop, where known
 * @param failed whether any hop failed
 * @param services every service on the way, sorted
 * @param hops by start, then id; at most {@link #MAX_HOPS}
 * @param lines the log events of the flow
 * @param droppedHops hops beyond the limit: counted, not kept
 * @param closed false while records are still expected
 */
public record Flow(
        String id,
        @Nullable String traceId,
        Instant start,
        Instant end,
        String rootService,
        @Nullable String rootOperation,
        @Nullable Integer status,
        boolean failed,
        List<String> services,
        List<FlowHop> hops,
        int lines,
        int droppedHops,
        boolean closed) {
    public static final int MAX_HOPS = 5_000;

    public Flow {
        services = List.copyOf(services);
        hops = List.copyOf(hops);
    }

    public Duration duration() {
        return Duration.between(start, end);
    }
}
