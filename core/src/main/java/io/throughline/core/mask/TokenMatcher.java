package io.throughline.core.mask;

import java.nio.charset.StandardCharsets;

/** One row of {@link Tokens} with one of its prefixes. */
final class TokenMatcher implements Matcher {
    /** A prefix as short as this and without a mark of its own is also found in words. */
    private static final int SHORT_PREFIX = 4;

    private final int shape;
    private final Tokens.Token token;
    private final byte[] prefix;
    /** The prefix has no punctuation at its end, so that it may stand anywhere in base64. */
    private final boolean plain;

    TokenMatcher(int shape, Tokens.Token token, String prefix) {
        this.shape = shape;
        this.token = token;
        this.prefix = prefix.getBytes(StandardCharsets.US_ASCII);
        this.plain = Chars.in(Chars.ALNUM, this.prefix[this.prefix.length - 1]);
    }

    @Override
    public int match(Line line, int at) {
        if (!line.has(prefix, at) || !line.boundary(at)) {
            return NO;
        }
        byte[] bytes = line.bytes;
        if (plain && at > line.floor && base64Mark(bytes[at - 1])) {
            return NO;
        }
        if (prefix.length <= SHORT_PREFIX && at < line.noDigitBefore) {
            return NO;
        }
        int body = at + prefix.length;
        int end = Chars.runEnd(token.set(), bytes, body, line.to);
        if (end - body < token.min() || end - body > token.max()) {
            return NO;
        }
        if (end < line.to
                && (Chars.in(Chars.WORD, bytes[end])
                        || (plain && token.set() != Chars.URL && base64Mark(bytes[end])))) {
            return NO;
        }
        if (prefix.length <= SHORT_PREFIX && !hasDigit(bytes, body, end)) {
            line.noDigitBefore = Math.max(line.noDigitBefore, end);
            return NO;
        }
        line.mask(shape, at, end);
        return end;
    }

    private static boolean base64Mark(byte b) {
        return b == '+' || b == '/';
    }

    private static boolean hasDigit(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Chars.digit(bytes[i])) {
                return true;
            }
        }
        return false;
    }
}
