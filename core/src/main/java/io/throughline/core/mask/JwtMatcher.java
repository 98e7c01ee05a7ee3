package io.throughline.core.mask;

/** A JSON Web Token (RFC 7519): at least three parts of base64url, the first of which is an object's. */
final class JwtMatcher implements Matcher {
    static final String START = "eyJ";
    private static final byte[] START_BYTES = KeyedValue.ascii(START);
    private static final int SHORTEST_PART = 10;

    private final int shape;

    JwtMatcher(int shape) {
        this.shape = shape;
    }

    @Override
    public int match(Line line, int at) {
        if (at < line.noJwtBefore || !line.has(START_BYTES, at) || !line.boundary(at)) {
            return NO;
        }
        int header = Chars.runEnd(Chars.URL, line.bytes, at, line.to);
        if (header - at < SHORTEST_PART || !point(line, header)) {
            line.noJwtBefore = header;
            return NO;
        }
        int payload = Chars.runEnd(Chars.URL, line.bytes, header + 1, line.to);
        if (!point(line, payload)) {
            line.noJwtBefore = payload;
            return NO;
        }
        int end = Chars.runEnd(Chars.DOTTED, line.bytes, payload, line.to);
        line.mask(shape, at, end);
        return end;
    }

    private static boolean point(Line line, int at) {
        return at < line.to && line.bytes[at] == '.';
    }
}
