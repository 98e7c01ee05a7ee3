package io.throughline.stream.correlate;

import java.time.Instant;

/** That a record carried both ids: from then on the request id stands for the trace. */
public record RequestTrace(String requestId, String traceId, Instant time) {}
