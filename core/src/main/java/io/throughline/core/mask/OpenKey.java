package io.throughline.core.mask;

import java.nio.charset.StandardCharsets;

/**
 * A private key whose lines are log lines of their own: from its first line to its last, lines that can be its body are masked.
 * Other lines may come between; after as many as the limits say the key is given up.
 */
public final class OpenKey {
    private static final int MAX_BODY_LINES = 512;
    private static final int MAX_OTHER_LINES = 64;
    private static final int MAX_BODY_CHARS = 128;
    private static final int FULL_LINE = 40;
    private static final byte[] END = KeyedValue.ascii("-----END");
    private static final byte[][] MEMBERS = {
        KeyedValue.ascii("\"log\":\""),
        KeyedValue.ascii("\"message\":\""),
        KeyedValue.ascii("\"MESSAGE\":\""),
        KeyedValue.ascii("\"msg\":\""),
        KeyedValue.ascii("\"body\":\""),
        KeyedValue.ascii("\"stringValue\":\""),
        KeyedValue.ascii("\"line\":\"")
    };
    private static final byte[] CRI_OUT = " stdout ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRI_ERR = " stderr ".getBytes(StandardCharsets.US_ASCII);
    private static final int CRI_HEAD = 48;

    /**
     * How far a key is.
     *
     * @param bodyLines so many lines were masked
     * @param otherLines so many lines since were none of the key's
     */
    public record State(boolean open, int bodyLines, int otherLines) {
        /** No key was begun. */
        public static final State CLOSED = new State(false, 0, 0);
    }

    private State state = State.CLOSED;
    private int from;
    private int to;

    void resume(State other) {
        state = other;
    }

    boolean open() {
        return state.open();
    }

    State state() {
        return state;
    }

    void begin() {
        state = new State(true, 0, 0);
    }

    /** Looks at the next line while a key is open; masks it where it is the key's. */
    void next(Line line, int start, int end, int shape) {
        text(line, start, end);
        if (line.has(END, from)) {
            state = State.CLOSED;
        } else if (from < to && MaskMark.end(line, from) == to) {
            body();
        } else if (isBody(line.bytes)) {
            line.mask(shape, from, to);
            body();
        } else if (from < to) {
            int others = state.otherLines() + 1;
            state = others > MAX_OTHER_LINES ? State.CLOSED : new State(true, state.bodyLines(), others);
        }
    }

    private void body() {
        int lines = state.bodyLines() + 1;
        state = lines > MAX_BODY_LINES ? State.CLOSED : new State(true, lines, 0);
    }

    /** Base64 of whole groups; a short line, which can only be the last, must be no word. */
    private boolean isBody(byte[] bytes) {
        int chars = 0;
        int kinds = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\\' && i + 1 < to && bytes[i + 1] == '/') {
                continue;
            }
            if (!Chars.in(Chars.BASE64, b)) {
                return false;
            }
            chars++;
            kinds |= Chars.digit(b) ? 1 : b >= 'a' && b <= 'z' ? 2 : b >= 'A' && b <= 'Z' ? 4 : 8;
        }
        boolean mixed = Integer.bitCount(kinds) > 1;
        return chars > 0 && chars <= MAX_BODY_CHARS && (chars >= FULL_LINE || (chars % 4 == 0 && mixed));
    }

    /** What was logged, without an envelope, blanks and the line feed at its end. */
    private void text(Line line, int start, int end) {
        from = start;
        to = end;
        if (line.bytes[start] == '{') {
            for (byte[] member : MEMBERS) {
                int at = find(line, member, start, end);
                if (at >= 0) {
                    from = at + member.length;
                    to = stringEnd(line.bytes, from, end);
                    break;
                }
            }
        } else if (Chars.digit(line.bytes[start])) {
            int at = Math.max(
                    find(line, CRI_OUT, start, Math.min(end, start + CRI_HEAD)),
                    find(line, CRI_ERR, start, Math.min(end, start + CRI_HEAD)));
            from = at < 0 ? start : Math.min(end, at + CRI_OUT.length + 2);
        }
        trim(line.bytes);
    }

    private void trim(byte[] bytes) {
        while (to - from >= 2 && bytes[to - 2] == '\\' && (bytes[to - 1] == 'n' || bytes[to - 1] == 'r')) {
            to -= 2;
        }
        while (to > from && (bytes[to - 1] == ' ' || bytes[to - 1] == '\r')) {
            to--;
        }
        while (from < to && bytes[from] == ' ') {
            from++;
        }
    }

    private static int stringEnd(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at, end);
    }

    private static int find(Line line, byte[] what, int from, int end) {
        for (int i = from; i + what.length <= end; i++) {
            if (line.bytes[i] == what[0] && line.has(what, i)) {
                return i;
            }
        }
        return -1;
    }
}
