package io.throughline.standalone.demo;

import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finished call as one of its two ends saw it: what a service writes into its log.
 *
 * @param side {@code INBOUND} for the called service's view, {@code OUTBOUND} for the caller's
 * @param path without a query
 * @param peer the service at the other end: the called one where {@code side} is {@code OUTBOUND}; null where not known
 * @param peerAddress the other end's address
 * @param span of this end
 * @param user the person on whose behalf the call was made, where the caller said so
 */
record Call(
        Vantage side,
        Instant end,
        Duration took,
        String method,
        String path,
        int status,
        @Nullable String peer,
        String peerAddress,
        TraceContext span,
        @Nullable String requestId,
        @Nullable String user,
        @Nullable String userAgent,
        long responseBytes) {
    boolean inbound() {
        return side == Vantage.INBOUND;
    }
}
