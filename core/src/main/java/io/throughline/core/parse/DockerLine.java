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

    private byte[] unescaped = new byte[1024];
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
        int end = runEnd(at);
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

    /** The string whose first byte is next; its escapes are undone in a buffer of bytes, which is then decoded at once. */
    private boolean string() {
        int runStart = at;
        int run = runEnd(at);
        if (run < value.length && value[run] == '"') {
            text = new String(value, runStart, run - runStart, StandardCharsets.UTF_8);
            at = run + 1;
            return true;
        }
        if (unescaped.length < value.length) {
            unescaped = new byte[value.length];
        }
        int length = 0;
        while (run + 1 < value.length) {
            System.arraycopy(value, runStart, unescaped, length, run - runStart);
            length += run - runStart;
            if (value[run] == '"') {
                text = new String(unescaped, 0, length, StandardCharsets.UTF_8);
                at = run + 1;
                return true;
            }
            if (value[run] != '\\') {
                return false;
            }
            byte plain = plain(value[run + 1]);
            if (plain != 0) {
                unescaped[length++] = plain;
                runStart = run + 2;
            } else {
                int c = unit(run);
                if (c < 0) {
                    return false;
                }
                length = encode(c, length);
                runStart = run + 6;
            }
            run = runEnd(runStart);
        }
        return false;
    }

    /** The next quote, escape or control character, or the end. */
    private int runEnd(int from) {
        int i = from;
        while (i < value.length && value[i] != '"' && value[i] != '\\' && (value[i] & 0xe0) != 0) {
            i++;
        }
        return i;
    }

    /** What an escape of one character stands for; 0 for others. */
    private static byte plain(byte escape) {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> 0;
        };
    }

    /** Of an escape of four hex digits; below 0 for any other, and for half of a character, which is left to the full parser. */
    private int unit(int from) {
        if (value[from + 1] != 'u' || from + 6 > value.length) {
            return -1;
        }
        int unit = 0;
        for (int i = from + 2; i < from + 6; i++) {
            int digit = Character.digit((char) value[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return Character.isSurrogate((char) unit) ? -1 : unit;
    }

    /** UTF-8 of at most three bytes, where the escape had six. */
    private int encode(int c, int from) {
        int length = from;
        if (c < 0x80) {
            unescaped[length++] = (byte) c;
        } else if (c < 0x800) {
            unescaped[length++] = (byte) (0xc0 | c >> 6);
            unescaped[length++] = (byte) (0x80 | (c & 0x3f));
        } else {
            unescaped[length++] = (byte) (0xe0 | c >> 12);
            unescaped[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
            unescaped[length++] = (byte) (0x80 | (c & 0x3f));
        }
        return length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
