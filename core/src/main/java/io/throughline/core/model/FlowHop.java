package io.throughline.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hop's place in a flow's tree.
 *
 * @param id the hop's id; for a span known only by its log lines, derived from flow, service and span
 * @param parent the parent hop's id; null for a root, and where the parent is not known
 * @param evidence what the edge to the parent rests on; for a hop without parent, what put it into the flow
 * @param confidence of that edge, in [0,1]
 * @param host where the hop was observed
 * @param failed a server error, or an error line within
 * @param events the log events that tell of this hop, ids in time order
 */
public record FlowHop(
        String id,
        @Nullable String parent,
        EdgeEvidence evidence,
        double confidence,
        Vantage vantage,
        String service,
        @Nullable String instance,
        String host,
        @Nullable String operation,
        @Nullable String peer,
        @Nullable String span,
        Instant start,
        Duration duration,
        @Nullable Integer status,
        boolean failed,
        List<String> events) {
    /** What an edge rests on, the strongest first. */
    public enum EdgeEvidence {
        PARENT_SPAN,
        TRACE,
        REQUEST_ID,
        LINK,
        INFERENCE
    }

    public FlowHop {
        events = List.copyOf(events);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence + " is not in [0,1]");
        }
    }

    public Instant end() {
        return start.plus(duration);
    }
}
