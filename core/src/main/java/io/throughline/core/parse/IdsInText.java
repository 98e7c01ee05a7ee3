package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * Finds ids that a message names: {@code traceId=...}, {@code TraceID: ...}, {@code "trace_id":"..."}, {@code x-request-id: ...},
 * {@code traceparent: 00-...}. Only named ids count: any hex could be anything.
 */
final class IdsInText {
    /** Beyond this, a message is a document. */
    private static final int MAX_CHARS = 4096;

    private IdsInText() {}

    /** Adds the ids that the draft does not have yet; true where there was one. */
    static boolean read(String text, Draft draft) {
        int end = Math.min(text.length(), MAX_CHARS);
        boolean found = false;
        for (int i = 0; i + 10 < end; i++) {
            char c = text.charAt(i);
            boolean wordStart = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
            if ((c == 't' || c == 'T') && wordStart) {
                found |= trace(text, i, draft);
            } else if ((c == 's' || c == 'S') && (wordStart || isLower(text.charAt(i - 1)))) {
                found |= span(text, i, draft);
            } else if ((c == 'r' || c == 'R' || c == 'c' || c == 'C') && wordStart) {
                found |= request(text, i, draft);
            }
        }
        return found;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean trace(String text, int from, Draft draft) {
        if (draft.traceId != null || !text.regionMatches(true, from, "trace", 0, 5)) {
            return false;
        }
        if (text.regionMatches(true, from + 5, "parent", 0, 6)) {
            String header = value(text, from + 11);
            if (header != null && Traceparent.matches(header)) {
                draft.traceId = Ids.traceId(Traceparent.traceId(header));
                draft.spanId = draft.spanId == null ? Ids.spanId(Traceparent.spanId(header)) : draft.spanId;
            }
            return draft.traceId != null;
        }
        String value = idValue(text, from + 5);
        draft.traceId = value == null ? null : Ids.traceId(value);
        return draft.traceId != null;
    }

    private static boolean span(String text, int from, Draft draft) {
        if (!text.regionMatches(true, from, "span", 0, 4)) {
            return false;
        }
        String value = idValue(text, from + 4);
        String span = value == null ? null : Ids.spanId(value);
        boolean parent = from >= 6
                && (text.regionMatches(true, from - 7, "parent", 0, 6)
                        || text.regionMatches(true, from - 6, "parent", 0, 6));
        if (span == null) {
            return false;
        }
        if (parent && draft.parentSpanId == null) {
            draft.parentSpanId = span;
        } else if (!parent && draft.spanId == null) {
            draft.spanId = span;
        }
        return true;
    }

    private static boolean request(String text, int from, Draft draft) {
        int nameEnd = text.regionMatches(true, from, "request", 0, 7)
                ? from + 7
                : text.regionMatches(true, from, "correlation", 0, 11) ? from + 11 : -1;
        String value = nameEnd < 0 || draft.requestId != null ? null : idValue(text, nameEnd);
        draft.requestId = value == null ? draft.requestId : Ids.requestId(value);
        return value != null;
    }

    /** Of {@code _id=x}, {@code Id: x}, {@code -id":"x}; null where "id" or the value is missing. */
    private static @Nullable String idValue(String text, int from) {
        int at = from;
        if (at < text.length() && "_-. ".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return text.regionMatches(true, at, "id", 0, 2) ? value(text, at + 2) : null;
    }

    private static @Nullable String value(String text, int from) {
        int at = from;
        boolean separated = false;
        while (at < text.length() && "\"':= \\[".indexOf(text.charAt(at)) >= 0) {
            separated |= text.charAt(at) == ':' || text.charAt(at) == '=';
            at++;
        }
        int end = at;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || "-_.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return separated && end > at ? text.substring(at, end) : null;
    }
}
