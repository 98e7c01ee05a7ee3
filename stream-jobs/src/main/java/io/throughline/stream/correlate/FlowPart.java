package io.throughline.stream.correlate;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What correlating needs to know of an event: no message, so that a flow's state stays small.
 *
 * @param instance the container or pod
 * @param hop the request that the event tells of, where it tells of one
 * @param failed an error line or a failed hop
 */
public record FlowPart(
        String flow,
        EdgeEvidence evidence,
        String event,
        String source,
        long offset,
        Instant time,
        String service,
        @Nullable String instance,
        String host,
        Correlation correlation,
        @Nullable Hop hop,
        boolean failed) {
    /** The part of an event whose flow is known. */
    public static FlowPart of(LogEvent event, String flow, EdgeEvidence evidence) {
        return new FlowPart(
                flow,
                evidence,
                event.id(),
                event.source(),
                event.offset(),
                event.timestamp(),
                event.service(),
                event.origin().containerName(),
                event.origin().host(),
                event.correlation(),
                event.hop(),
                event.failed());
    }
}
