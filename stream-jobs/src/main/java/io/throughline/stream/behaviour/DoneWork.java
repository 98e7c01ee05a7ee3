package io.throughline.stream.behaviour;

import io.throughline.stream.correlate.FlowTraits;
import java.time.Instant;

/**
 * What one kind of request called in one flow.
 *
 * @param known when the stream knew, in event time
 */
public record DoneWork(String flow, Instant start, Instant known, FlowTraits.Work work) {}
