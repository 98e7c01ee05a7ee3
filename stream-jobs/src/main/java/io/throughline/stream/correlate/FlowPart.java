package io.throughline.stream.correlate;

import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What correlating needs to know of an event: no message, so that a flow's state stays small.
 *
 * @param evidence what put the event into its flow
 * @param instance the container or pod
 * @param hop the request that the event tells of, where it tells of one
 * @param failed an error line or a failed hop
 * @param placed null where the hop's own ids tell its place
 * @param credential the digest of what let the asker in, where the record has it
 */
public record FlowPart(
        EdgeEvidence evidence,
        String event,
        String source,
        long offset,
        Instant time,
        String service,
        @Nullable String instance,
        String host,
        @Nullable String span,
        @Nullable String parentSpan,
        @Nullable Hop hop,
        boolean failed,
        @Nullable Placed placed,
        @Nullable String credential) {
    /**
     * Where in its flow's tree a hop is, where that was judged before the flow was.
     *
     * @param parent the hop that caused it; null for the first
     * @param confidence of that, in [0,1]
     * @param others who else may have caused it, the likeliest first
     */
    public record Placed(
            @Nullable String parent, EdgeEvidence evidence, double confidence, List<FlowHop.Other> others) {
        public Placed {
            others = List.copyOf(others);
        }

        /** Where nothing else may have caused it. */
        public Placed(@Nullable String parent, EdgeEvidence evidence, double confidence) {
            this(parent, evidence, confidence, List.of());
        }
    }

    /** The part of an event. */
    public static FlowPart of(LogEvent event, EdgeEvidence evidence) {
        return of(event, evidence, null);
    }

    /** The part of an event that has a credential with this digest. */
    public static FlowPart of(LogEvent event, EdgeEvidence evidence, @Nullable String credential) {
        return new FlowPart(
                evidence,
                event.id(),
                event.source(),
                event.offset(),
                event.timestamp(),
                event.service(),
                event.origin().containerName(),
                event.origin().host(),
                event.correlation().spanId(),
                event.correlation().parentSpanId(),
                event.hop(),
                event.failed(),
                null,
                credential);
    }

    /** The same with its place. */
    public FlowPart at(Placed place) {
        return new FlowPart(
                place.evidence(),
                event,
                source,
                offset,
                time,
                service,
                instance,
                host,
                span,
                parentSpan,
                hop,
                failed,
                place,
                credential);
    }

    /** Whether both are of the same record. */
    boolean sameRecord(FlowPart other) {
        return offset == other.offset && source.equals(other.source);
    }
}
