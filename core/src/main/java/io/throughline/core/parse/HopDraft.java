package io.throughline.core.parse;

import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a record tells of a request.
 *
 * @param id null: the event's id
 * @param start null: the event's time is the request's end
 */
record HopDraft(
        @Nullable String id,
        Vantage vantage,
        @Nullable Instant start,
        Duration duration,
        @Nullable String operation,
        @Nullable String peer,
        @Nullable String link,
        @Nullable String method,
        @Nullable String path,
        @Nullable Integer status,
        @Nullable Long requestBytes,
        @Nullable Long responseBytes,
        @Nullable String principal,
        @Nullable String sourceIp,
        @Nullable String userAgent) {

    /** For a record whose clock is not to be believed. */
    HopDraft withoutStart() {
        return new HopDraft(
                id,
                vantage,
                null,
                duration,
                operation,
                peer,
                link,
                method,
                path,
                status,
                requestBytes,
                responseBytes,
                principal,
                sourceIp,
                userAgent);
    }

    /** When the request ended, where the record says when it started. */
    @Nullable
    Instant end() {
        return start == null ? null : start.plus(duration);
    }

    /** For a record without a message. */
    String sentence() {
        StringBuilder text = new StringBuilder();
        for (Object part : new @Nullable Object[] {peer, method == null ? operation : method, path, status}) {
            if (part != null) {
                text.append(text.isEmpty() ? "" : " ").append(part);
            }
        }
        return text.toString();
    }

    Hop hop(String eventId, String service, @Nullable String container, Instant time) {
        return new Hop(
                id == null ? eventId : id,
                vantage,
                service,
                container,
                start == null ? time.minus(duration) : start,
                duration,
                operation,
                peer,
                link,
                method,
                path,
                status,
                requestBytes,
                responseBytes,
                principal,
                sourceIp,
                userAgent);
    }
}
