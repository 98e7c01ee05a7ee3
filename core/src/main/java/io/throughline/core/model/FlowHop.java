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
 * @param others who else may have caused it, the likeliest first, where the edge was inferred
 * @param host where the hop was observed
 * @param failed a server error, or an error line within
 * @param events the log events that tell of this hop, ids in time order
 */
public record FlowHop(
        String id,
        @Nullable String parent,
        EdgeEvidence evidence,
        double confidence,
        List<Other> others,
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

    /**
     * A hop that could be the parent instead.
     *
     * @param confidence in that, in [0,1]
     */
    public record Other(String parent, double confidence) {}

    /** One that nothing else may have caused. */
    public FlowHop(
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
        this(
                id,
                parent,
                evidence,
                confidence,
                List.of(),
                vantage,
                service,
                instance,
                host,
                operation,
                peer,
                span,
                start,
                duration,
                status,
                failed,
                events);
    }

    public FlowHop {
        others = List.copyOf(others);
        events = List.copyOf(events);
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence + " is not in [0,1]");
        }
    }

    public Instant end() {
        return start.plus(duration);
    }
}
