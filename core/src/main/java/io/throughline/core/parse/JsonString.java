package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;

/**
 * Strings of JSON (RFC 8259, 7) among bytes: finds their ends and undoes their escapes. Bytes that are no UTF-8 become replacement
 * characters. Used again for every string.
 */
final class JsonString {
    private byte[] plain = new byte[1024];

    /** The next quote, escape or control character, or {@code to}. */
    static int runEnd(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + 8 <= to; i += 8) {
            long stops = stops(Swar.load(bytes, i));
            if (stops != 0) {
                return i + Swar.first(stops);
            }
        }
        while (i < to && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] & 0xe0) != 0) {
            i++;
        }
        return i;
    }

    /** Marks what no run of plain characters contains. */
    static long stops(long word) {
        return Swar.matches(word, Swar.QUOTES) | Swar.matches(word, Swar.ESCAPES) | Swar.controls(word);
    }

    /**
     * The quote that ends the string whose first byte, or first escape, is at {@code from}; below 0 where it has none, a control
     * character, an escape that JSON does not have, or half of a character, which is left to a full parser.
     */
    static int end(byte[] bytes, int from, int to) {
        int i = runEnd(bytes, from, to);
        while (i + 1 < to && bytes[i] == '\\') {
            if (single(bytes[i + 1]) != 0) {
                i += 2;
            } else if (unit(bytes, i, to) >= 0) {
                i += 6;
            } else {
                return -1;
            }
            i = runEnd(bytes, i, to);
        }
        return i < to && bytes[i] == '"' ? i : -1;
    }

    /** The text of a string that {@link #end} has found to be one, escapes undone. */
    String text(byte[] bytes, int from, int to) {
        if (plain.length < to - from) {
            plain = new byte[to - from];
        }
        int length = 0;
        int at = from;
        while (at < to) {
            int run = runEnd(bytes, at, to);
            System.arraycopy(bytes, at, plain, length, run - at);
            length += run - at;
            at = run;
            if (run < to) {
                byte single = single(bytes[run + 1]);
                at += single == 0 ? 6 : 2;
                length = single == 0 ? encode(unit(bytes, run, to), length) : put(single, length);
            }
        }
        return new String(plain, 0, length, StandardCharsets.UTF_8);
    }

    private int put(byte b, int length) {
        plain[length] = b;
        return length + 1;
    }

    /** What an escape of one character stands for; 0 for others. */
    private static byte single(byte escape) {
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

    /** Of an escape of four hex digits; below 0 for any other, and for half of a character. */
    private static int unit(byte[] bytes, int from, int to) {
        if (bytes[from + 1] != 'u' || from + 6 > to) {
            return -1;
        }
        int unit = 0;
        for (int i = from + 2; i < from + 6; i++) {
            int digit = Character.digit((char) (bytes[i] & 0xff), 16);
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
            plain[length++] = (byte) c;
        } else if (c < 0x800) {
            plain[length++] = (byte) (0xc0 | c >> 6);
            plain[length++] = (byte) (0x80 | (c & 0x3f));
        } else {
            plain[length++] = (byte) (0xe0 | c >> 12);
            plain[length++] = (byte) (0x80 | (c >> 6 & 0x3f));
            plain[length++] = (byte) (0x80 | (c & 0x3f));
        }
        return length;
    }
}
