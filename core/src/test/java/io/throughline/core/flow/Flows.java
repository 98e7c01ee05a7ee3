package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Flows for tests, by milliseconds from noon. */
final class Flows {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Flows() {}

    /**
     * @param id of the hop; what stands before its first digit is the service
     */
    static FlowHop hop(String id, @Nullable String parent, long fromMs, long toMs) {
        return new FlowHop(
                id,
                parent,
                EdgeEvidence.PARENT_SPAN,
                1,
                Vantage.INBOUND,
                id.replaceAll("\\d.*", ""),
                null,
                "node-1",
                "GET /" + id.replaceAll("\\d.*", ""),
                null,
                null,
                NOON.plusMillis(fromMs),
                Duration.ofMillis(toMs - fromMs),
                200,
                false,
                List.of());
    }

    static FlowHop inferred(FlowHop hop) {
        return seen(hop, EdgeEvidence.INFERENCE, hop.vantage(), null);
    }

    static FlowHop outbound(FlowHop hop, String peer) {
        return seen(hop, hop.evidence(), Vantage.OUTBOUND, peer);
    }

    private static FlowHop seen(FlowHop hop, EdgeEvidence evidence, Vantage vantage, @Nullable String peer) {
        return new FlowHop(
                hop.id(),
                hop.parent(),
                evidence,
                evidence == EdgeEvidence.INFERENCE ? 0.8 : 1,
                vantage,
                hop.service(),
                null,
                hop.host(),
                hop.operation(),
                peer,
                null,
                hop.start(),
                hop.duration(),
                hop.status(),
                hop.failed(),
                List.of());
    }

    static FlowHop answered(FlowHop hop, String operation, int status) {
        return new FlowHop(
                hop.id(),
                hop.parent(),
                hop.evidence(),
                hop.confidence(),
                hop.vantage(),
                hop.service(),
                null,
                hop.host(),
                operation,
                hop.peer(),
                null,
                hop.start(),
                hop.duration(),
                status,
                status >= 500,
                List.of());
    }

    static Flow flow(FlowHop... hops) {
        List<FlowHop> all = List.of(hops);
        Instant start =
                all.stream().map(FlowHop::start).min(Comparator.naturalOrder()).orElse(NOON);
        Instant end =
                all.stream().map(FlowHop::end).max(Comparator.naturalOrder()).orElse(NOON);
        return new Flow(
                "f",
                null,
                start,
                end,
                all.isEmpty() ? "none" : all.getFirst().service(),
                null,
                null,
                all.stream().anyMatch(FlowHop::failed),
                all.stream().map(FlowHop::service).distinct().sorted().toList(),
                all,
                all.size(),
                0,
                true);
    }

    /** A chain of so many hops, each within the one before, of the services a, b and c in turn. */
    static Flow chain(int length) {
        return flow(Stream.iterate(0, i -> i < length, i -> i + 1)
                .map(i -> hop(
                        "abc".charAt(i % 3) + "" + i,
                        i == 0 ? null : "abc".charAt((i - 1) % 3) + "" + (i - 1),
                        i,
                        2L * length - i))
                .toArray(FlowHop[]::new));
    }
}
