package io.throughline.core.parse;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine wrapped around a message, and the message.
 *
 * @param text the message of all its lines, without the final line feed
 * @param time when the engine took the message's first part
 * @param attributes what else the engine says of it ({@code stream}, labels it was told to log)
 */
record Envelope(String text, @Nullable Instant time, Map<String, String> attributes) {
    private static final Map<String, String> STDOUT = Map.of("stream", "stdout");
    private static final Map<String, String> STDERR = Map.of("stream", "stderr");

    /** The attributes of an engine that says nothing but which of the two streams it was: the same maps for all records. */
    static Map<String, String> stream(boolean error) {
        return error ? STDERR : STDOUT;
    }

    /** Whether the attributes are those of {@link #stream}. */
    boolean tellsTheStreamAlone() {
        return attributes.equals(STDOUT) || attributes.equals(STDERR);
    }

    /** A record without an envelope. */
    static Envelope none(String text) {
        return new Envelope(text, null, Map.of());
    }

    static String withoutLineFeed(String text) {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0 && text.charAt(end - 1) == '\r') {
            end--;
        }
        return end == text.length() ? text : text.substring(0, end);
    }
}
