package io.throughline.core.mask;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands behind a name: {@code password=...}, {@code "password":"..."}, {@code 'password' => '...'}, the same within JSON
 * strings, in queries, percent-encoded, as an element of XML or an argument. Only the value is masked.
 */
final class KeyedValue {
    private static final int MAX_BLANKS = 4;
    private static final List<byte[]> SIGNS =
            List.of(ascii("%3d"), ascii("%3a"), ascii("\\u003d"), ascii("\\u003a"), ascii("\\\\u003d"));
    private static final List<byte[]> NOTHING = List.of(
            ascii("null"),
            ascii("0"),
            ascii("true"),
            ascii("false"),
            ascii("nil"),
            ascii("none"),
            ascii("undefined"),
            ascii("empty"),
            ascii("redacted"),
            ascii("[redacted]"),
            ascii("<redacted>"),
            ascii("(redacted)"),
            ascii("[filtered]"),
            ascii("[protected]"),
            ascii("masked"),
            ascii("hidden"));
    private static final List<byte[]> ENCODED_ENDS =
            List.of(ascii("%26"), ascii("%22"), ascii("%2c"), ascii("%3b"), ascii("%7d"), ascii("%20"), ascii("%0a"));

    private final TokenMatcher[][] tokens;
    private final Credentials credentials;

    /** @param tokens by their first byte: one of them tells the shape of a value better than its name */
    KeyedValue(TokenMatcher[][] tokens, Credentials credentials) {
        this.tokens = tokens;
        this.credentials = credentials;
    }

    /** Where the value begins whose name ends there; below 0: no value follows. */
    int start(Line line, int nameStart, int nameEnd) {
        byte[] bytes = line.bytes;
        int to = line.to;
        int mark = line.nameQuote.read(line, nameEnd);
        line.nameQuoteAt = mark > 0 ? nameEnd : -1;
        int at = blanks(line, nameEnd + mark);
        if (at >= to) {
            return -1;
        }
        line.percent = false;
        byte b = bytes[at];
        int behind = -1;
        if (b == '=') {
            behind = at + 1 < to && bytes[at + 1] == '=' ? -1 : at + (at + 1 < to && bytes[at + 1] == '>' ? 2 : 1);
        } else if (b == ':') {
            behind = at + 1 < to && bytes[at + 1] == ':' ? -1 : at + (at + 1 < to && bytes[at + 1] == '=' ? 2 : 1);
        } else if (b == '%' || b == '\\') {
            behind = encoded(line, at);
        } else if (b == '>' && mark == 0 && at == nameEnd && before(line, nameStart, '<')) {
            behind = at + 1;
        } else if (mark == 0 && at == nameEnd + 1 && bytes[nameEnd] == ' ' && argument(line, nameStart)) {
            line.prose = false;
            return b == '-' ? -1 : at;
        }
        if (behind < 0) {
            return -1;
        }
        int start = blanks(line, behind);
        line.prose = b == ':' && mark == 0 && start > behind;
        return start < to ? start : -1;
    }

    /** @param start from {@link #start} */
    int match(Line line, KeyNames.Row row, int start) {
        int at = start;
        if (line.bytes[at] == '[') {
            int masked = MaskMark.end(line, at);
            if (masked > 0) {
                return masked;
            }
            at++;
            if (line.nameQuoteAt >= 0 && line.valueQuote.read(line, at) == 0) {
                return Matcher.NO;
            }
        }
        int mark = line.valueQuote.read(line, at);
        int from = at + mark;
        if (mark > 0 && line.nameQuoteAt < 0 && closesOuter(line, from)) {
            return Matcher.NO;
        }
        if (row.rule() == Keys.Rule.NEVER) {
            return Matcher.NO;
        }
        if (row.rule() == Keys.Rule.COOKIES || row.rule() == Keys.Rule.CREDENTIALS) {
            int end = mark > 0 ? line.valueQuote.close(line, from) : -1;
            return credentials.match(line, row, from, end);
        }
        int end = mark > 0 ? line.valueQuote.close(line, from) : unquotedEnd(line, from);
        if (!Values.secret(line, row, from, end, mark > 0)) {
            return Matcher.NO;
        }
        return mask(line, row, from, end, mark > 0);
    }

    private int mask(Line line, KeyNames.Row row, int from, int end, boolean quoted) {
        int floor = line.floor;
        int first = line.bytes[from];
        if (first >= 0) {
            for (TokenMatcher token : tokens[first]) {
                int behind = token.match(line, from);
                if (behind == end) {
                    return end;
                }
                if (behind > 0) {
                    line.undo(floor);
                }
            }
        }
        boolean number = !quoted && line.nameQuoteAt >= 0;
        byte[] wrap = number ? line.nameQuote.copy(line, line.nameQuoteAt) : Quote.NONE;
        line.mask(row.shape(), from, end, wrap);
        return end;
    }

    static boolean nothing(Line line, int from, int end) {
        for (byte[] word : NOTHING) {
            if (end - from == word.length && line.hasFolded(word, from)) {
                return true;
            }
        }
        return false;
    }

    /** Behind a name without marks a mark may be that of the string around it: {@code "enter your password:","user":...}. */
    private static boolean closesOuter(Line line, int at) {
        return at >= line.to || ",}]: \n".indexOf(line.bytes[at]) >= 0;
    }

    private static int unquotedEnd(Line line, int from) {
        byte[] bytes = line.bytes;
        int at = from;
        if (at >= line.to) {
            return from;
        }
        if (bytes[at] == '{') {
            // {bcrypt}$2a$10$..., {cipher}...
            int close = Chars.runEnd(Chars.URL, bytes, at + 1, line.to);
            if (close == at + 1
                    || close + 1 >= line.to
                    || bytes[close] != '}'
                    || Chars.in(Chars.ENDS_VALUE, bytes[close + 1])) {
                return from;
            }
            at = close + 1;
        } else if (bytes[at] == '[' || bytes[at] == '(') {
            return from;
        }
        while (at < line.to) {
            byte b = bytes[at];
            if (b == '\\') {
                if (at + 1 >= line.to || (bytes[at + 1] != '/' && bytes[at + 1] != '\\') || escapedMark(line, at)) {
                    break;
                }
                at++;
            } else if (Chars.in(Chars.ENDS_VALUE, b)
                    || (b == '[' && MaskMark.end(line, at) > 0)
                    || (b == '%' && line.percent && encodedEnd(line, at))) {
                break;
            }
            at++;
        }
        return at;
    }

    /** Backslashes, and behind them a mark, or the letter of an escape within an escape. */
    private static boolean escapedMark(Line line, int from) {
        int at = from;
        while (at < line.to && line.bytes[at] == '\\') {
            at++;
        }
        return at >= line.to || "\"'nrtu".indexOf(line.bytes[at]) >= 0;
    }

    private static boolean encodedEnd(Line line, int at) {
        for (byte[] end : ENCODED_ENDS) {
            if (line.hasFolded(end, at)) {
                return true;
            }
        }
        return false;
    }

    private static int encoded(Line line, int at) {
        for (byte[] sign : SIGNS) {
            if (line.hasFolded(sign, at)) {
                line.percent = sign[0] == '%';
                return at + sign.length;
            }
        }
        return -1;
    }

    private static int blanks(Line line, int from) {
        int at = from;
        while (at < line.to && at - from < MAX_BLANKS && (line.bytes[at] == ' ' || line.bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** Whether the name, of which a word begins there, has that sign before it. */
    private static boolean before(Line line, int word, char sign) {
        int at = nameStart(line, word);
        return at > 0 && line.bytes[at - 1] == sign;
    }

    private static boolean argument(Line line, int word) {
        int at = nameStart(line, word);
        return at + 1 < word && line.bytes[at] == '-' && line.bytes[at + 1] == '-';
    }

    private static int nameStart(Line line, int word) {
        int at = word;
        while (at > line.floor
                && word - at < 40
                && (Chars.in(Chars.DOTTED, line.bytes[at - 1]) || line.bytes[at - 1] == ':')) {
            at--;
        }
        return at;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
