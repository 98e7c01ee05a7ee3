package io.throughline.core.parse;

/** Ids that a gateway hands on from a request's headers. */
final class GatewayIds {
    private GatewayIds() {}

    /** A value without a name: a {@code traceparent}, 32 hex digits or a UUID; anything else is no id. */
    static void byForm(String value, Draft draft) {
        if (Traceparent.matches(value)) {
            traceparent(value, draft);
        } else if (draft.requestId == null && isRequestId(value)) {
            draft.requestId = value;
        }
    }

    /** The header names the caller's span, the parent of what is told of. */
    static void traceparent(String header, Draft draft) {
        if (draft.traceId == null) {
            draft.traceId = Ids.traceId(Traceparent.traceId(header));
            draft.parentSpanId = Ids.spanId(Traceparent.spanId(header));
        }
    }

    /** {@code Self=1-67891234-...;Root=1-67891233-abcdef012345678912345678;Sampled=1}: AWS's header. The root is the trace. */
    static void amazon(String header, Draft draft) {
        int root = header.indexOf("Root=");
        if (root < 0) {
            return;
        }
        int end = header.indexOf(';', root);
        draft.traceId = Ids.traceId(header.substring(root + 5, end < 0 ? header.length() : end));
    }

    /** {@code JKJaXmPLvHcESHA=}, as AWS's HTTP APIs have it. */
    static boolean isAmazonId(String text) {
        if (text.length() != 16 || text.charAt(15) != '=') {
            return false;
        }
        for (int i = 0; i < 15; i++) {
            char c = text.charAt(i);
            if (c >= 128 || !(Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    static boolean isRequestId(String text) {
        boolean uuid = text.length() == 36 && text.charAt(8) == '-' && text.charAt(13) == '-' && text.charAt(23) == '-';
        return (uuid || text.length() == 32) && Ids.traceId(text) != null;
    }
}
