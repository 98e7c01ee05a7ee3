package io.throughline.core.mask;

/**
 * A private key in PEM (RFC 7468) or OpenSSH's form: what is between its first and its last line. In a record of one line the lines
 * are divided by {@code \n}, escaped as often as the text is; a key that goes on in the next line is noted in the {@link Line}.
 */
final class PrivateKeyMatcher implements Matcher {
    static final String START = "-----BEGIN ";
    private static final byte[] BEGIN = KeyedValue.ascii(START);
    private static final byte[] PRIVATE = KeyedValue.ascii("private key");
    private static final byte[] END = KeyedValue.ascii("-----END");
    private static final byte[] DASHES = KeyedValue.ascii("-----");
    private static final int MAX_LABEL = 64;

    private final int shape;

    PrivateKeyMatcher(int shape) {
        this.shape = shape;
    }

    @Override
    public int match(Line line, int at) {
        if (!line.has(BEGIN, at)) {
            return NO;
        }
        int body = labelEnd(line, at + BEGIN.length);
        if (body < 0) {
            return NO;
        }
        int end = body;
        while (end < line.to && bodyByte(line.bytes[end])) {
            end++;
        }
        // The hyphens of the last line are no part of the body; a header such as "Proc-Type: 4,ENCRYPTED" has one
        // hyphen.
        boolean closed = line.has(END, end);
        line.keyOpen = !closed;
        int last = trimmed(line, body, end);
        int first = body;
        while (first < last && (line.bytes[first] == '\\' || line.bytes[first] == ' ')) {
            first += line.bytes[first] == '\\' && first + 1 < last && line.bytes[first + 1] != '\\' ? 2 : 1;
        }
        if (first < last && MaskMark.end(line, first) < 0) {
            line.mask(shape, first, last);
        }
        return Math.max(last, body);
    }

    /** Behind {@code RSA PRIVATE KEY-----}; below 0 for what is not private. */
    private static int labelEnd(Line line, int from) {
        int most = Math.min(line.to, from + MAX_LABEL);
        boolean secret = false;
        for (int i = from; i < most; i++) {
            secret |= line.hasFolded(PRIVATE, i);
            if (line.bytes[i] == '-' && line.has(DASHES, i)) {
                return secret ? i + DASHES.length : NO;
            }
        }
        return NO;
    }

    /** Base64, headers, blanks, and backslashes with the letters of their escapes. */
    static boolean bodyByte(byte b) {
        return Chars.in(Chars.BASE64, b) || b == '\\' || b == ' ' || b == '\t' || b == '\r' || b == ':' || b == ',';
    }

    /** Without the escape that ends the text and without what follows the body in a JSON text. */
    private static int trimmed(Line line, int from, int end) {
        int at = end;
        while (at > from && (line.bytes[at - 1] == '\\' || line.bytes[at - 1] == ' ' || line.bytes[at - 1] == ',')) {
            at--;
        }
        while (at - 1 > from
                && line.bytes[at - 2] == '\\'
                && (line.bytes[at - 1] == 'n' || line.bytes[at - 1] == 'r')) {
            at -= 2;
            while (at > from && line.bytes[at - 1] == '\\') {
                at--;
            }
        }
        return at;
    }
}
