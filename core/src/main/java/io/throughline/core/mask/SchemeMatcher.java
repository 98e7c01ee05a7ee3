package io.throughline.core.mask;

import java.util.Arrays;
import java.util.Base64;

/** {@code Bearer} or {@code Basic} and a token without the header's name before it. */
final class SchemeMatcher implements Matcher {
    static final String BEARER = "bearer";
    static final String BASIC = "basic";

    private static final int SHORTEST_BEARER = 16;
    private static final int LONG_BEARER = 30;
    private static final int SHORTEST_BASIC = 8;
    private static final int MAX_BASIC = 4096;

    private final byte[] scheme;
    private final boolean basic;
    private final int shape;

    SchemeMatcher(String scheme, int shape) {
        this.scheme = KeyedValue.ascii(scheme);
        this.basic = scheme.equals(BASIC);
        this.shape = shape;
    }

    @Override
    public int match(Line line, int at) {
        int blank = at + scheme.length;
        if (!line.hasFolded(scheme, at) || blank >= line.to || !line.boundary(at)) {
            return NO;
        }
        int from = blank(line, blank);
        if (from == blank) {
            return NO;
        }
        int end = Chars.runEnd(basic ? Chars.BASE64 : Chars.TOKEN68, line.bytes, from, line.to);
        if (basic ? !userAndPassword(line, from, end) : !token(line, from, end)) {
            return NO;
        }
        line.mask(shape, from, end);
        return end;
    }

    /** Behind a blank, or one as queries have it. */
    private static int blank(Line line, int at) {
        byte b = line.bytes[at];
        if (b == ' ' || b == '+') {
            return at + 1;
        }
        return b == '%' && at + 2 < line.to && line.bytes[at + 1] == '2' && line.bytes[at + 2] == '0' ? at + 3 : at;
    }

    /** Not a word of a sentence on bearer authentication. */
    private static boolean token(Line line, int from, int end) {
        int length = end - from;
        if (length < SHORTEST_BEARER) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (Chars.digit(line.bytes[i])) {
                return true;
            }
        }
        return length >= LONG_BEARER;
    }

    /** RFC 7617: base64 of a user's name, a colon and a password. */
    private static boolean userAndPassword(Line line, int from, int end) {
        int length = end - from;
        if (length < SHORTEST_BASIC || length > MAX_BASIC) {
            return length > MAX_BASIC;
        }
        byte[] base64 = new byte[length];
        int size = 0;
        for (int i = from; i < end; i++) {
            if (line.bytes[i] != '\\') {
                base64[size++] = line.bytes[i];
            }
        }
        try {
            byte[] plain = Base64.getDecoder().decode(Arrays.copyOf(base64, size));
            boolean colon = false;
            for (byte b : plain) {
                if (b >= 0 && b < ' ') {
                    return false;
                }
                colon |= b == ':';
            }
            return colon;
        } catch (IllegalArgumentException e) {
            // No base64: "Basic" was a word.
            return false;
        }
    }
}
