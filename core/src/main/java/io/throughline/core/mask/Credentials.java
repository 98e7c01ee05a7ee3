package io.throughline.core.mask;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Credentials as HTTP's headers carry them (RFC 9110, 11.4; RFC 6265): a scheme, which is kept, and a token or parameters; or the
 * pairs of a cookie.
 */
final class Credentials {
    private static final List<Scheme> SCHEMES = List.of(
            new Scheme("bearer", "bearer"),
            new Scheme("basic", "basic-auth"),
            new Scheme("digest", "digest-auth"),
            new Scheme("aws4-hmac-sha256", "aws-signature"),
            new Scheme("aws", "aws-signature"),
            new Scheme("negotiate", "negotiate-auth"),
            new Scheme("ntlm", "negotiate-auth"),
            new Scheme("hawk", "hawk-auth"),
            new Scheme("oauth", "oauth-header"),
            new Scheme("sharedkey", "azure-shared-key-header"),
            new Scheme("sharedkeylite", "azure-shared-key-header"),
            new Scheme("sharedaccesssignature", "azure-shared-key-header"),
            new Scheme("ssws", "okta-token"),
            new Scheme("bot", "discord-token"),
            new Scheme("googlelogin", "authorization"),
            new Scheme("token", "authorization"),
            new Scheme("apikey", "authorization"),
            new Scheme("api-key", "authorization"),
            new Scheme("key", "authorization"),
            new Scheme("signature", "authorization"),
            new Scheme("hmac", "authorization"),
            new Scheme("splunk", "authorization"),
            new Scheme("jwt", "authorization"),
            new Scheme("mac", "authorization"));

    private static final int SHORTEST = 4;

    private final byte[][] schemes;
    private final int[] shapes;

    private record Scheme(String name, String shape) {}

    /** @param numberOf a shape's number by its name, below 0 where it is not to be masked */
    Credentials(ToIntFunction<String> numberOf) {
        this.schemes =
                SCHEMES.stream().map(scheme -> KeyedValue.ascii(scheme.name())).toArray(byte[][]::new);
        this.shapes = SCHEMES.stream()
                .mapToInt(scheme -> numberOf.applyAsInt(scheme.shape()))
                .toArray();
    }

    static List<String> shapes() {
        return SCHEMES.stream().map(Scheme::shape).distinct().toList();
    }

    /** @param end of the value, below 0 where nothing says where it ends */
    int match(Line line, KeyNames.Row row, int from, int end) {
        return row.rule() == Keys.Rule.COOKIES ? cookies(line, row, from, end) : credentials(line, row, from, end);
    }

    private static int cookies(Line line, KeyNames.Row row, int from, int end) {
        int masked = MaskMark.end(line, from);
        if (masked > 0) {
            return masked;
        }
        int last = end < 0 ? parametersEnd(line, from) : end;
        boolean pairs = end >= 0 || contains(line, from, last, '=');
        if (last - from < SHORTEST || !pairs || KeyedValue.nothing(line, from, last)) {
            return Matcher.NO;
        }
        line.mask(row.shape(), from, last);
        return last;
    }

    private int credentials(Line line, KeyNames.Row row, int from, int end) {
        int limit = end < 0 ? line.to : end;
        int word = Chars.runEnd(Chars.URL, line.bytes, from, limit);
        int number = scheme(line, from, word);
        int at = word;
        while (at < limit && line.bytes[at] == ' ') {
            at++;
        }
        boolean schemed = at > word && (number >= 0 || end >= 0);
        int start = schemed ? at : from;
        int shape = schemed && number >= 0 ? shapes[number] : row.shape();
        int masked = MaskMark.end(line, start);
        if (masked > 0) {
            return masked;
        }
        int last = end;
        if (end < 0) {
            last = schemed ? parametersEnd(line, start) : Chars.runEnd(Chars.TOKEN68, line.bytes, start, line.to);
        }
        if (shape < 0
                || last - start < SHORTEST
                || KeyedValue.nothing(line, start, last)
                || (end < 0 && !schemed && !Values.random(line, start, last))) {
            return Matcher.NO;
        }
        line.mask(shape, start, last);
        return last;
    }

    private int scheme(Line line, int from, int end) {
        for (int i = 0; i < schemes.length; i++) {
            if (end - from == schemes[i].length && line.hasFolded(schemes[i], from)) {
                return i;
            }
        }
        return -1;
    }

    /** Behind {@code token}, {@code a="b c", d=e} or {@code a=b; c=d}; what is between quotation marks may hold anything. */
    static int parametersEnd(Line line, int from) {
        byte[] bytes = line.bytes;
        int at = from;
        while (at < line.to) {
            byte b = bytes[at];
            if (b == '[' && MaskMark.end(line, at) > 0) {
                break;
            }
            if (b == ' ') {
                boolean between = at > from && (bytes[at - 1] == ',' || bytes[at - 1] == ';');
                if (!between || !parameter(line, at + 1)) {
                    break;
                }
            } else if (b == '\\' || b == '"') {
                int mark = at > from && bytes[at - 1] == '=' ? line.valueQuote.read(line, at) : 0;
                if (mark > 0) {
                    at = line.valueQuote.close(line, at + mark) + mark;
                    continue;
                }
                if (b == '"' || at + 1 >= line.to || bytes[at + 1] != '/') {
                    break;
                }
            } else if ((b < ' ' && b >= 0) || b == ')' || b == ']' || b == '}' || b == '\'' || b == '<' || b == '>') {
                break;
            }
            at++;
        }
        at = Math.min(at, line.to);
        while (at > from && (bytes[at - 1] == ',' || bytes[at - 1] == ';')) {
            at--;
        }
        return at;
    }

    /** Whether a name and a sign of equality follow. */
    private static boolean parameter(Line line, int from) {
        int end = Chars.runEnd(Chars.DOTTED, line.bytes, from, Math.min(line.to, from + 64));
        return end > from && end < line.to && line.bytes[end] == '=';
    }

    private static boolean contains(Line line, int from, int end, char sign) {
        for (int i = from; i < end; i++) {
            if (line.bytes[i] == sign) {
                return true;
            }
        }
        return false;
    }
}
