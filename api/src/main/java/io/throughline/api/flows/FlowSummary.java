package io.throughline.api.flows;

import io.throughline.core.model.Flow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flow without its hops, for lists. */
record FlowSummary(
        String id,
        @Nullable String traceId,
        String start,
        String end,
        long durationUs,
        String rootService,
        @Nullable String rootOperation,
        @Nullable Integer status,
        boolean failed,
        List<String> services,
        int lines,
        int hopCount,
        int droppedHops,
        boolean closed) {
    static FlowSummary of(Flow flow) {
        return new FlowSummary(
                flow.id(),
                flow.traceId(),
                flow.start().toString(),
                flow.end().toString(),
                FlowAnswer.micros(flow),
                flow.rootService(),
                flow.rootOperation(),
                flow.status(),
                flow.failed(),
                flow.services(),
                flow.lines(),
                flow.hops().size(),
                flow.droppedHops(),
                flow.closed());
    }
}
