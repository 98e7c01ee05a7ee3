package io.throughline.api.flows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.flow.ClockShift;
import io.throughline.core.flow.CriticalPath;
import io.throughline.core.flow.EdgeReason;
import io.throughline.core.flow.SelfTime;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
                Hop.of(flow),
                events);
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    static long micros(Flow flow) {
        return ChronoUnit.MICROS.between(flow.start(), flow.end());
    }

    /**
     * One hop of it.
     *
     * @param evidence {@code parent_span}, {@code trace}, {@code request_id}, {@code link} or {@code inference}
     * @param others who else may have caused it, the likeliest first
     * @param reason why it hangs at its parent, in a sentence; null where that is certain, and for a root
     * @param clock by how much its clock is ahead of its caller's, for people; null where they may agree
     * @param selfTimeUs what none of its children covers
     * @param onCriticalPath whether the flow waited for it
     * @param criticalTimeUs how long the flow waited for its own work
     */
    record Hop(
            String id,
            @Nullable String parent,
            String evidence,
            double confidence,
            List<FlowHop.Other> others,
            @Nullable String reason,
            @Nullable String clock,
            String vantage,
            String service,
            @Nullable String instance,
            String host,
            @Nullable String operation,
            @Nullable String peer,
            @Nullable String span,
            String start,
            long durationUs,
            long selfTimeUs,
            boolean onCriticalPath,
            long criticalTimeUs,
            @Nullable Integer status,
            boolean failed,
            List<String> events) {
        static List<Hop> of(Flow flow) {
            Map<String, FlowHop> byId = new HashMap<>();
            flow.hops().forEach(hop -> byId.putIfAbsent(hop.id(), hop));
            List<Duration> selfTimes = SelfTime.of(flow);
            CriticalPath path = CriticalPath.of(flow);
            ClockShift clocks = ClockShift.of(flow);
            List<Hop> hops = new ArrayList<>(selfTimes.size());
            for (int i = 0; i < selfTimes.size(); i++) {
                FlowHop hop = flow.hops().get(i);
                FlowHop parent = hop.parent() == null ? null : byId.get(hop.parent());
                String reason = EdgeReason.of(parent, hop);
                hops.add(of(hop, reason, clocks.sentence(hop), selfTimes.get(i), path.passes(i), path.time(i)));
            }
            return hops;
        }

        private static Hop of(
                FlowHop hop,
                @Nullable String reason,
                @Nullable String clock,
                Duration selfTime,
                boolean onCriticalPath,
                Duration criticalTime) {
            return new Hop(
                    hop.id(),
                    hop.parent(),
                    hop.evidence().name().toLowerCase(Locale.ROOT),
                    hop.confidence(),
                    hop.others(),
                    reason,
                    clock,
                    hop.vantage().name().toLowerCase(Locale.ROOT),
                    hop.service(),
                    hop.instance(),
                    hop.host(),
                    hop.operation(),
                    hop.peer(),
                    hop.span(),
                    hop.start().toString(),
                    micros(hop.duration()),
                    micros(selfTime),
                    onCriticalPath,
                    micros(criticalTime),
                    hop.status(),
                    hop.failed(),
                    hop.events());
        }
    }
}
