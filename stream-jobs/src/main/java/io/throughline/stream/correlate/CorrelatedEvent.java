package io.throughline.stream.correlate;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.LogEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event and the flow it belongs to.
 *
 * @param flow null while unknown
 * @param evidence what put the event into the flow: {@code TRACE} or {@code REQUEST_ID}
 */
public record CorrelatedEvent(LogEvent event, @Nullable String flow, EdgeEvidence evidence) {}
