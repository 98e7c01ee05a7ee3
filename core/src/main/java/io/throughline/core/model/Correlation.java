package io.throughline.core.model;

import org.jspecify.annotations.Nullable;

/**
 * The ids that a record itself carries. Lower-case hex for trace and span ids (W3C Trace Context, B3), free text for request ids.
 */
public record Correlation(
        @Nullable String traceId,
        @Nullable String spanId,
        @Nullable String parentSpanId,
        @Nullable String requestId) {
    public static final Correlation NONE = new Correlation(null, null, null, null);
}
