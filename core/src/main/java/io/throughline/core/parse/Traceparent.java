package io.throughline.core.parse;

/** The header of W3C Trace Context: {@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01}. */
final class Traceparent {
    static final int LENGTH = 55;

    private Traceparent() {}

    static boolean matches(String text) {
        return text.length() == LENGTH && at(text, 0);
    }

    /** Whether one begins there; the ids themselves are looked at by {@link Ids}. */
    static boolean at(String text, int from) {
        return from + LENGTH <= text.length()
                && text.charAt(from + 2) == '-'
                && text.charAt(from + 35) == '-'
                && text.charAt(from + 52) == '-';
    }

    static String traceId(String header) {
        return header.substring(3, 35);
    }

    static String spanId(String header) {
        return header.substring(36, 52);
    }
}
