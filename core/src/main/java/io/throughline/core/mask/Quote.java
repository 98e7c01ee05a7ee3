package io.throughline.core.mask;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A quotation mark as it stands in a text that may be JSON within JSON: some backslashes and the mark, or its escape
 * ({@code u0022}), or the mark percent-encoded ({@code %22}). One object is used for all.
 *
 * <p>At a depth of n strings a mark has 2^n - 1 backslashes. Of the backslashes before a mark, each 2^(n+1) stand for one in the
 * text, so the rest of that division tells whose mark it is: as many as the opening one has, or fewer, end the string; more are
 * a mark within it.
 */
final class Quote {
    static final byte[] NONE = {};
    private static final byte[] ESCAPE = "u0022".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PERCENT = "%22".getBytes(StandardCharsets.US_ASCII);

    private int slashes;
    private byte mark;
    private int length;

    /** The length of the mark that stands there, in bytes; 0: none. */
    int read(Line line, int at) {
        int i = at;
        while (i < line.to && line.bytes[i] == '\\') {
            i++;
        }
        slashes = i - at;
        length = 0;
        if (i < line.to) {
            byte b = line.bytes[i];
            if (b == '"' || b == '\'') {
                mark = b;
                length = slashes + 1;
            } else if (b == 'u' && slashes > 0 && line.has(ESCAPE, i)) {
                mark = 'u';
                length = slashes + ESCAPE.length;
            } else if (b == '%' && slashes == 0 && line.has(PERCENT, i)) {
                mark = '%';
                length = PERCENT.length;
            }
        }
        return length;
    }

    boolean percent() {
        return mark == '%';
    }

    /** Where the string that was opened by it ends: before the closing mark, or at the line's end where there is none. */
    int close(Line line, int from) {
        byte[] bytes = line.bytes;
        int run = 0;
        for (int i = from; i < line.to; i++) {
            byte b = bytes[i];
            if (b == '\\') {
                run++;
                continue;
            }
            if (b == '\n') {
                return i - run;
            }
            if (isMark(line, i, run)) {
                int own = run % (2 * (slashes + 1));
                if (own <= slashes) {
                    return i - own;
                }
            } else if (b == '"' && (mark == '\'' ? structural(line, i + 1) : run < slashes || mark == '%')) {
                return i - run;
            }
            run = 0;
        }
        return line.to;
    }

    /** A copy of the bytes, to be written again. */
    byte[] copy(Line line, int at) {
        return Arrays.copyOfRange(line.bytes, at, at + length);
    }

    private boolean isMark(Line line, int at, int run) {
        return switch (mark) {
            case 'u' -> line.bytes[at] == 'u' && run > 0 && line.has(ESCAPE, at);
            case '%' -> line.bytes[at] == '%' && line.has(PERCENT, at);
            default -> line.bytes[at] == mark;
        };
    }

    /** Whether what follows a double quotation mark is what JSON has there: then it ends a string around the one in apostrophes. */
    private static boolean structural(Line line, int at) {
        return at >= line.to || ",}]\n".indexOf(line.bytes[at]) >= 0;
    }
}
