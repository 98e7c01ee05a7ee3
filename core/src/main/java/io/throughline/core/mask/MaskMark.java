package io.throughline.core.mask;

import java.nio.charset.StandardCharsets;

/**
 * What stands for a secret: {@code [masked:github-pat]}, with a digest {@code [masked:github-pat:1a2b3c4d]}. What stands there
 * already is passed over, so that masking again changes nothing.
 */
final class MaskMark implements Matcher {
    static final String START = "[masked:";
    static final int DIGEST_DIGITS = 8;
    private static final byte[] START_BYTES = START.getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_NAME = 40;

    @Override
    public int match(Line line, int at) {
        int end = end(line, at);
        if (end < 0) {
            return NO;
        }
        line.floor = end;
        return end;
    }

    /** Behind the mark that stands there; below 0 where none does. */
    static int end(Line line, int from) {
        if (!line.has(START_BYTES, from)) {
            return NO;
        }
        byte[] bytes = line.bytes;
        int name = from + START_BYTES.length;
        int at = name;
        while (at < line.to && at - name <= MAX_NAME && (Chars.in(Chars.LOWER_HEX, bytes[at]) || small(bytes[at]))) {
            at++;
        }
        if (at == name || at - name > MAX_NAME) {
            return NO;
        }
        if (at < line.to && bytes[at] == ':') {
            int digest = at + 1;
            at = Math.min(Chars.runEnd(Chars.LOWER_HEX, bytes, digest, line.to), digest + DIGEST_DIGITS + 1);
            if (at - digest != DIGEST_DIGITS) {
                return NO;
            }
        }
        return at < line.to && bytes[at] == ']' ? at + 1 : NO;
    }

    private static boolean small(byte b) {
        return (b >= 'a' && b <= 'z') || b == '-';
    }
}
