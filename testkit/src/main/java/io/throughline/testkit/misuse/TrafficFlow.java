package io.throughline.testkit.misuse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One request's way.
 *
 * @param hops as records of hops, the entry first, then by start
 */
public record TrafficFlow(List<ObjectNode> hops) {
    public TrafficFlow {
        hops = List.copyOf(hops);
        if (hops.isEmpty()) {
            throw new IllegalArgumentException("a flow has a hop");
        }
    }

    public ObjectNode entry() {
        return hops.getFirst();
    }

    /** Microseconds since 1970. */
    public long start() {
        return Hops.start(entry());
    }
}
