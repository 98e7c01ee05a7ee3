package io.throughline.core.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people append to an access line. Named values ({@code rt=0.012 request_id=... "traceparent=..."}) are taken by their names;
 * of the others the form tells: a {@code traceparent}, an id of 32 hex digits or a UUID for the request, {@code 0.012} for nginx's
 * {@code $request_time} in seconds, {@code 247ms} for Traefik's duration; one whole number is Apache's {@code %D} in
 * microseconds, two or three are {@code %I %O} of bytes and then {@code %D}; before a fraction it is nginx's
 * {@code $request_length}. Used again for every line.
 */
final class AccessTail {
    private static final int MAX_VALUES = 32;

    private final List<Long> numbers = new ArrayList<>();
    private final List<String> quoted = new ArrayList<>();
    private @Nullable Duration duration;
    private boolean timeIsStart;
    private boolean fraction;
    private @Nullable Long requestBytes;
    private @Nullable String traceparent;
    private @Nullable String traceId;
    private @Nullable String spanId;
    private @Nullable String requestId;
    private boolean kong;

    /** False where a quoted text has no end: the line was cut or is none. */
    boolean read(String text, int from) {
        clear();
        int at = Text.skipBlanks(text, from);
        for (int n = 0; n < MAX_VALUES && at < text.length(); n++) {
            boolean quote = text.charAt(at) == '"';
            int end = quote ? Text.quoteEnd(text, at) : Text.wordEnd(text, at);
            if (end < 0) {
                return false;
            }
            int equals = quote ? -1 : text.indexOf('=', at);
            if (equals > at && equals + 1 < end && text.charAt(equals + 1) == '"') {
                end = Text.quoteEnd(text, equals + 1);
                if (end < 0) {
                    return false;
                }
                named(text.substring(at, equals), text.substring(equals + 2, end));
                end++;
            } else {
                String value = text.substring(quote ? at + 1 : at, end);
                if (quote) {
                    quoted.add(value);
                }
                value(value);
                end += quote ? 1 : 0;
            }
            at = Text.skipBlanks(text, end);
        }
        settle();
        return true;
    }

    @Nullable
    Duration duration() {
        return duration;
    }

    /** Whether the line's time is the request's start. */
    boolean timeIsStart() {
        return timeIsStart;
    }

    @Nullable
    Long requestBytes() {
        return requestBytes;
    }

    /**
     * A server that writes ids of its own says which span is its; the header alone names the caller's, which is then the parent.
     */
    void ids(Draft draft) {
        draft.requestId = requestId;
        draft.traceId = traceId;
        draft.spanId = spanId;
        String header = traceparent;
        if (header == null) {
            return;
        }
        String headerTrace = Ids.traceId(Traceparent.traceId(header));
        String headerSpan = Ids.spanId(Traceparent.spanId(header));
        if (traceId == null) {
            draft.traceId = headerTrace;
        }
        if (draft.traceId != null
                && draft.traceId.equals(headerTrace)
                && (spanId == null || !spanId.equals(headerSpan))) {
            draft.parentSpanId = headerSpan;
        }
    }

    /**
     * Who wrote the line, where what is appended tells: Traefik has {@code 262 "router" "http://172.19.0.3:5601" 247ms}, Kong {@code
     * kong_request_id: "..."}.
     */
    void gateway(Draft draft) {
        if (kong) {
            draft.form = Form.KONG;
        } else if (duration != null && !fraction && numbers.size() == 1 && quoted.size() == 2) {
            draft.form = Form.TRAEFIK;
            draft.labelIfAny("traefik.access.request_count", numbers.getFirst().toString());
            draft.labelIfAny("traefik.access.frontend_name", quoted.get(0));
            draft.labelIfAny("traefik.access.backend_url", quoted.get(1));
        }
    }

    private void clear() {
        kong = false;
        quoted.clear();
        numbers.clear();
        duration = null;
        timeIsStart = false;
        fraction = false;
        requestBytes = null;
        traceparent = null;
        traceId = null;
        spanId = null;
        requestId = null;
    }

    private void value(String text) {
        int equals = text.indexOf('=');
        if (equals > 0 && equals < 40) {
            named(text.substring(0, equals), text.substring(equals + 1));
        } else if (Traceparent.matches(text)) {
            traceparent = text;
        } else if (GatewayIds.isRequestId(text)) {
            requestId = requestId == null ? text : requestId;
        } else if (text.equals("kong_request_id:")) {
            kong = true;
        } else if (HopFields.number(text) != null) {
            numbers.add(Long.parseLong(text));
        } else if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            measure(text);
        }
    }

    /** The first fraction is the whole request's; those that follow are its parts (upstream connect, header, response). */
    private void measure(String text) {
        Duration seconds = Durations.of(text, Durations.SECOND);
        if (seconds != null) {
            duration = duration == null ? seconds : duration;
            fraction = true;
            return;
        }
        Duration units = duration == null ? Durations.withUnits(text) : null;
        if (units != null) {
            duration = units;
            timeIsStart = true;
        }
    }

    private void named(String name, String value) {
        switch (name) {
            case "rt", "request_time", "reqtime", "duration_s" -> seconds(value, Durations.SECOND);
            case "duration", "took", "latency", "time" -> seconds(value, 0);
            case "duration_ms", "ms", "latency_ms", "request_time_ms" -> seconds(value, Durations.MILLI);
            case "duration_us", "us", "D" -> {
                seconds(value, Durations.MICRO);
                timeIsStart = true;
            }
            case "request_id", "req_id", "rid", "x_request_id", "x-request-id", "X-Request-ID", "reqid", "id" ->
                requestId = Ids.requestId(value);
            case "traceparent", "http_traceparent" -> traceparent = Traceparent.matches(value) ? value : traceparent;
            case "trace_id", "traceId", "trace", "trace.id", "otel_trace_id" -> traceId = Ids.traceId(value);
            case "span_id", "spanId", "span", "span.id", "otel_span_id" -> spanId = Ids.spanId(value);
            case "request_length", "bytes_in" -> requestBytes = HopFields.number(value);
            default -> {}
        }
    }

    private void seconds(String value, long unitNanos) {
        Duration named = unitNanos == 0 ? Durations.guess(value) : Durations.of(value, unitNanos);
        if (named != null) {
            duration = named;
            fraction = true;
        }
    }

    private void settle() {
        if (numbers.isEmpty()) {
            return;
        }
        if (fraction || numbers.size() == 2 || numbers.size() == 3) {
            requestBytes = requestBytes == null ? numbers.getFirst() : requestBytes;
        }
        boolean apache = !fraction && duration == null && (numbers.size() == 1 || numbers.size() == 3);
        if (apache) {
            duration = Durations.of(numbers.getLast().toString(), Durations.MICRO);
            timeIsStart = duration != null;
        }
    }
}
