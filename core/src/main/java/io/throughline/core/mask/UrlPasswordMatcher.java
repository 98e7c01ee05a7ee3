package io.throughline.core.mask;

/** The password in {@code scheme://user:password@host}; a user's name alone is kept. */
final class UrlPasswordMatcher implements Matcher {
    static final String START = "://";
    private static final byte[] START_BYTES = KeyedValue.ascii(START);

    private final int shape;

    UrlPasswordMatcher(int shape) {
        this.shape = shape;
    }

    @Override
    public int match(Line line, int at) {
        if (!line.has(START_BYTES, at)) {
            return NO;
        }
        int from = at + START_BYTES.length;
        int colon = -1;
        int sign = -1;
        int i = from;
        // The last @ counts: a password may hold one. It may hold a slash only where it is encoded.
        for (; i < line.to && !ends(line, i); i++) {
            byte b = line.bytes[i];
            if (b == ':' && colon < 0) {
                colon = i;
            } else if (b == '@' && colon >= 0) {
                sign = i;
            }
        }
        if (sign <= colon + 1 || MaskMark.end(line, colon + 1) == sign || KeyedValue.nothing(line, colon + 1, sign)) {
            return NO;
        }
        if (line.bytes[colon + 1] == '*' && line.bytes[sign - 1] == '*') {
            return NO;
        }
        line.mask(shape, colon + 1, sign);
        return sign;
    }

    private static boolean ends(Line line, int at) {
        byte b = line.bytes[at];
        return (b >= 0 && b <= ' ') || "/?#\"'\\<>`|".indexOf(b) >= 0;
    }
}
