package io.throughline.api.flows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A flow as JSON has it, with its log lines.
 *
 * @param events ECS documents in time order, at most 10,000
 */
record FlowAnswer(
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
        int droppedHops,
        boolean closed,
        List<Hop> hops,
        List<ObjectNode> events) {
    static FlowAnswer of(Flow flow, List<ObjectNode> events) {
        return new FlowAnswer(
                flow.id(),
                flow.traceId(),
                flow.start().toString(),
                flow.end().toString(),
                micros(flow),
                flow.rootService(),
                flow.rootOperation(),
                flow.status(),
                flow.failed(),
                flow.services(),
                flow.lines(),
                flow.droppedHops(),
                flow.closed(),
                flow.hops().stream().map(Hop::of).toList(),
                events);
    }

    static long micros(Flow flow) {
        return ChronoUnit.MICROS.between(flow.start(), flow.end());
    }

    /**
     * One hop of it.
     *
     * @param evidence {@code parent_span}, {@code trace}, {@code request_id}, {@code link} or {@code inference}
     */
    record Hop(
            String id,
            @Nullable String parent,
            String evidence,
            double confidence,
            String vantage,
            String service,
            @Nullable String instance,
            String host,
            @Nullable String operation,
            @Nullable String peer,
            @Nullable String span,
            String start,
            long durationUs,
            @Nullable Integer status,
            boolean failed,
            List<String> events) {
        static Hop of(FlowHop hop) {
            return new Hop(
                    hop.id(),
                    hop.parent(),
                    hop.evidence().name().toLowerCase(Locale.ROOT),
                    hop.confidence(),
                    hop.vantage().name().toLowerCase(Locale.ROOT),
                    hop.service(),
                    hop.instance(),
                    hop.host(),
                    hop.operation(),
                    hop.peer(),
                    hop.span(),
                    hop.start().toString(),
                    hop.duration().toNanos() / 1_000,
                    hop.status(),
                    hop.failed(),
                    hop.events());
        }
    }
}
