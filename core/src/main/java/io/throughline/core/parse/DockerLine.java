package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one line of the json-file driver in exactly the shape that Docker writes it ({@code {"log":"...","stream":"stdout",
 * "time":"..."}}), several times faster than a parser of any JSON; whatever differs is left to one. Bytes that are no UTF-8 become
 * replacement characters. Used again for every line.
 */
final class DockerLine {
    private static final byte[] LOG = ascii("{\"log\":\"");
    private static final byte[] STDOUT = ascii(",\"stream\":\"stdout\",\"time\":\"");
    private static final byte[] STDERR = ascii(",\"stream\":\"stderr\",\"time\":\"");
    private static final int TIME_CHARS = 35;

    private final JsonString strings = new JsonString();
    private byte[] value = {};
    private int at;
    private String text = "";
    private String time = "";
    private boolean errorStream;

    /** False where the bytes from there on have another shape. */
    boolean read(byte[] bytes, int from) {
        value = bytes;
        at = from;
        if (!next(LOG) || !string()) {
            return false;
        }
        errorStream = !next(STDOUT);
        if (errorStream && !next(STDERR)) {
            return false;
        }
        int end = JsonString.runEnd(value, at, value.length);
        if (end - at > TIME_CHARS || end + 1 >= value.length || value[end] != '"' || value[end + 1] != '}') {
            return false;
        }
        time = new String(value, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 2;
        return at == value.length || value[at] == '\n';
    }

    String text() {
        return text;
    }

    String time() {
        return time;
    }

    boolean errorStream() {
        return errorStream;
    }

    /** Behind the object: the line's end or the record's. */
    int end() {
        return at;
    }

    private boolean next(byte[] expected) {
        int to = at + expected.length;
        if (to > value.length || !Arrays.equals(value, at, to, expected, 0, expected.length)) {
            return false;
        }
        at = to;
        return true;
    }

    /** The string whose first byte is next. */
    private boolean string() {
        int run = JsonString.runEnd(value, at, value.length);
        int end = JsonString.end(value, run, value.length);
        if (end < 0) {
            return false;
        }
        text = run == end ? new String(value, at, end - at, StandardCharsets.UTF_8) : strings.text(value, at, end);
        at = end + 1;
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
