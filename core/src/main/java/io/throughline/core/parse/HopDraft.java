package io.throughline.core.parse;

import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A hop in the making: what a record tells of a request, as it tells it. A dash, as all proxies write for none, is none. */
final class HopDraft {
    /** Null: the event's id. */
    @Nullable
    String id;

    Vantage vantage = Vantage.INBOUND;

    /** Null: the event's time is the request's end. */
    @Nullable
    Instant start;

    /** Null where the record does not tell. */
    @Nullable
    Duration duration;

    /** Null: made of the method and the path. */
    @Nullable
    String operation;

    @Nullable
    String peer;

    @Nullable
    String link;

    @Nullable
    String method;

    @Nullable
    String path;

    @Nullable
    Integer status;

    @Nullable
    Long requestBytes;

    @Nullable
    Long responseBytes;

    @Nullable
    String principal;

    @Nullable
    String sourceIp;

    @Nullable
    String userAgent;

    /** Whether a user agent was sent that has no text, and not none. */
    boolean emptyAgent;

    /** Takes a request line apart, {@code GET /orders?full=1 HTTP/1.1}, also without its version; what is none is left alone. */
    void request(String line, Draft draft) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return;
        }
        int end = line.lastIndexOf(' ');
        String url = end > blank ? line.substring(blank + 1, end) : line.substring(blank + 1);
        request(line.substring(0, blank), url, draft);
        if (method != null && end > blank) {
            version(line.substring(end + 1), draft);
        }
    }

    /** {@code HTTP/1.1} is 1.1. */
    static void version(String protocol, Draft draft) {
        if (protocol.startsWith("HTTP/") && protocol.length() > 5 && protocol.length() <= 8) {
            draft.label("http.version", protocol.substring(5));
        }
    }

    /** The query, and the whole where it is more than a path: what a proxy is asked has a scheme and a host. */
    static void url(String url, Draft draft) {
        int mark = url.indexOf('?');
        if (mark >= 0) {
            draft.query(url.substring(mark + 1));
        }
        if (!url.startsWith("/")) {
            draft.label("url.original", url);
        }
    }

    void request(String verb, String url, Draft draft) {
        method = HopFields.method(verb);
        if (method == null || url.isEmpty()) {
            return;
        }
        path = HopFields.pathOf(url);
        url(url, draft);
        int scheme = url.indexOf("://");
        if (scheme > 0 && scheme < 8) {
            int slash = url.indexOf('/', scheme + 3);
            draft.label("url.domain", withoutPort(url.substring(scheme + 3, slash < 0 ? url.length() : slash)));
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > 0 && HopFields.number(host.substring(colon + 1)) != null ? host.substring(0, colon) : host;
    }

    /** When the request ended, where the record says when it started. */
    @Nullable
    Instant end() {
        return start == null ? null : start.plus(took());
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
        Duration took = took();
        return new Hop(
                id == null ? eventId : id,
                vantage,
                service,
                container,
                start == null ? time.minus(took) : start,
                took,
                operation == null ? HopFields.operation(method, path, null) : operation,
                peer,
                link,
                method,
                path,
                status,
                requestBytes,
                responseBytes,
                Draft.some(principal),
                sourceIp,
                emptyAgent ? "" : Draft.some(userAgent));
    }

    private Duration took() {
        return duration == null || duration.isNegative() ? Duration.ZERO : duration;
    }
}
