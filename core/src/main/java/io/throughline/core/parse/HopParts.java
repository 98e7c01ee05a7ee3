package io.throughline.core.parse;

import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hop in the making, for forms in which each value has its place: what a proxy says of a request, as it says it. A dash, as all
 * of them write for none, is none. Used again for every record.
 */
final class HopParts {
    Vantage vantage = Vantage.INBOUND;

    @Nullable
    Instant start;

    @Nullable
    Duration duration;

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

    void clear() {
        vantage = Vantage.INBOUND;
        start = null;
        duration = null;
        operation = null;
        peer = null;
        link = null;
        method = null;
        path = null;
        status = null;
        requestBytes = null;
        responseBytes = null;
        principal = null;
        sourceIp = null;
        userAgent = null;
    }

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
            draft.label("url.query", url.substring(mark + 1));
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

    HopDraft build() {
        Duration took = duration;
        return new HopDraft(
                null,
                vantage,
                start,
                took == null || took.isNegative() ? Duration.ZERO : took,
                operation == null ? HopFields.operation(method, path, null) : operation,
                peer,
                link,
                method,
                path,
                status,
                requestBytes,
                responseBytes,
                some(principal),
                sourceIp,
                some(userAgent));
    }

    static @Nullable String some(@Nullable String text) {
        return text == null || text.isEmpty() || text.equals("-") ? null : Draft.cut(text, 1024);
    }

    static void label(Draft draft, String name, @Nullable String value) {
        if (value != null && !value.equals("-")) {
            draft.label(name, value);
        }
    }
}
