package io.throughline.core.payload;

import java.util.Arrays;

/**
 * Takes a text apart as SQL does, from any place in it: the way of reading input is libinjection's (Galbreath, "libinjection: fast SQLi
 * detection", Black Hat 2012), the classes are those that {@link SqlGrammar} needs. Inline comments are blanks, and MySQL's
 * {@code /*!} is none, so that what hides in them is seen. Used again for every text.
 */
final class SqlTokens {
    static final char NUMBER = 'n';
    static final char STRING = 's';
    /** A string that the text does not end. */
    static final char OPEN_STRING = 'S';

    static final char NAME = 'w';
    static final char VARIABLE = 'v';
    static final char FUNCTION = 'f';
    static final char CONSTANT = 'k';
    static final char UNION = 'U';
    static final char STATEMENT = 'E';
    static final char CLAUSE = 'B';
    static final char LOGIC = '&';
    static final char COMPARE = '=';
    static final char ARITHMETIC = 'o';
    static final char PREFIX = '!';
    static final char CASE = 'C';
    static final char WHEN = 'W';
    static final char END = 'D';
    static final char OPEN = '(';
    static final char CLOSE = ')';
    static final char COMMA = ',';
    static final char SEMICOLON = ';';
    static final char DOT = '.';
    /** The rest of the text is a comment. */
    static final char COMMENT = 'c';

    static final char OTHER = 'p';
    static final char NONE = 0;

    /** Beyond these a text is judged by its beginning. */
    private static final int MAX = 400;

    private static final int MAX_NAME = 128;

    private String text = "";
    private final char[] types = new char[MAX];
    private final int[] starts = new int[MAX];
    private final int[] ends = new int[MAX];
    private int count;
    private int inlineComments;
    private boolean cut;

    /** Reads the text from {@code from} on. */
    void read(String whole, int from) {
        text = whole;
        count = 0;
        inlineComments = 0;
        cut = false;
        int i = from;
        while (i < text.length()) {
            if (count == MAX) {
                cut = true;
                return;
            }
            i = next(i);
        }
    }

    int count() {
        return count;
    }

    /** Whether the text has more tokens than were read. */
    boolean cut() {
        return cut;
    }

    int inlineComments() {
        return inlineComments;
    }

    /** {@link #NONE} behind the last. */
    char type(int token) {
        return token < count ? types[token] : NONE;
    }

    int start(int token) {
        return starts[token];
    }

    int end(int token) {
        return ends[token];
    }

    boolean is(int token, String lowerCase) {
        return token < count
                && ends[token] - starts[token] == lowerCase.length()
                && text.regionMatches(true, starts[token], lowerCase, 0, lowerCase.length());
    }

    String text(int token) {
        return token < count ? text.substring(starts[token], ends[token]) : "";
    }

    String types() {
        return new String(Arrays.copyOf(types, count));
    }

    private int add(char type, int from, int to) {
        types[count] = type;
        starts[count] = from;
        ends[count] = to;
        count++;
        return to;
    }

    private int next(int i) {
        char c = text.charAt(i);
        char then = i + 1 < text.length() ? text.charAt(i + 1) : 0;
        if (c <= ' ' || c == 0xa0 || c == 0x7f) {
            return i + 1;
        }
        if (c == '/' && then == '*') {
            return inlineComment(i);
        }
        if (c == '*' && then == '/') {
            return i + 2; // the end of a comment that was none
        }
        if (c == '#' || (c == '-' && then == '-' && isComment(i))) {
            return comment(i);
        }
        if (c == '\'' || c == '"') {
            return string(i, i, c);
        }
        if (c == '`') {
            return quotedName(i, '`');
        }
        if (isDigit(c) && isNumberedName(i)) {
            return word(i);
        }
        if (isDigit(c) || (c == '.' && isDigit(then))) {
            return number(i);
        }
        if (c == '@') {
            return variable(i);
        }
        if (isWordPart(c)) {
            return word(i);
        }
        if (c == '[') {
            return quotedName(i, ']');
        }
        return sign(i, c, then);
    }

    /** To the line's end, behind which the statement goes on; one on the last line is the end. */
    private int comment(int i) {
        int end = text.indexOf('\n', i);
        if (end >= 0 && end + 1 < text.length()) {
            inlineComments++;
            return end + 1;
        }
        return add(COMMENT, i, text.length());
    }

    /** MySQL wants a blank behind {@code --}, others do not; {@code a--1} is a difference. */
    private boolean isComment(int i) {
        char behind = i + 2 < text.length() ? text.charAt(i + 2) : ' ';
        return !isDigit(behind) || (count > 0 && types[count - 1] == STRING);
    }

    private int inlineComment(int i) {
        if (i + 2 < text.length() && (text.charAt(i + 2) == '!' || text.startsWith("M!", i + 2))) {
            inlineComments++;
            int from = text.indexOf('!', i) + 1;
            int digits = from;
            while (digits < text.length() && isDigit(text.charAt(digits)) && digits < from + 6) {
                digits++;
            }
            return digits;
        }
        int end = text.indexOf("*/", i + 2);
        if (end < 0) {
            return add(COMMENT, i, text.length());
        }
        inlineComments++;
        return end + 2;
    }

    /** A doubled quote and one behind a backslash belong to the string. */
    private int string(int from, int open, char quote) {
        int i = open + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return add(STRING, from, i + 1);
                }
            }
            i++;
        }
        return add(OPEN_STRING, from, text.length());
    }

    private int quotedName(int i, char close) {
        int end = find(close, i + 1);
        return end < 0 ? add(close == ']' ? OTHER : NAME, i, i + 1) : add(NAME, i, end + 1);
    }

    /** No name is longer than {@link #MAX_NAME}: looking further would make many open quotes slow. */
    private int find(char close, int from) {
        for (int i = from; i < text.length() && i < from + MAX_NAME; i++) {
            if (text.charAt(i) == close) {
                return i;
            }
        }
        return -1;
    }

    /** {@code 2024_orders}: MySQL's names may begin with digits. */
    private boolean isNumberedName(int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i < text.length() && text.charAt(i) == '_';
    }

    private int number(int i) {
        int end = i;
        if (text.charAt(i) == '0' && i + 2 < text.length() && (text.charAt(i + 1) | 0x20) == 'x') {
            end = i + 2;
            while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
                end++;
            }
            return add(NUMBER, i, end);
        }
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (end < text.length() && (text.charAt(end) | 0x20) == 'e') {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            int digits = exponent;
            while (digits < text.length() && isDigit(text.charAt(digits))) {
                digits++;
            }
            boolean bare = digits == exponent && text.charAt(end - 1) == '.';
            end = digits > exponent || bare ? digits : end;
        }
        return add(NUMBER, i, end);
    }

    private int variable(int i) {
        int end = i + 1;
        if (end < text.length() && text.charAt(end) == '@') {
            end++;
        }
        if (end < text.length() && (text.charAt(end) == '`' || text.charAt(end) == '\'' || text.charAt(end) == '"')) {
            int close = find(text.charAt(end), end + 1);
            return add(VARIABLE, i, close < 0 ? end + 1 : close + 1);
        }
        while (end < text.length() && (isWordPart(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        boolean mail = i > 0
                && isWordPart(text.charAt(i - 1))
                && text.substring(i, end).indexOf('.') > 1;
        return add(end == i + 1 || mail ? OTHER : VARIABLE, i, end);
    }

    private int word(int i) {
        int end = i;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        char quote = end < text.length() ? text.charAt(end) : 0;
        if (quote == '\'' && isStringPrefix(i, end)) {
            return string(i, end, quote);
        }
        String lower = end - i > 40 ? "" : Words.lower(text.substring(i, end));
        return add(brackets(end) && SqlWords.isFunction(lower) ? FUNCTION : SqlWords.type(lower), i, end);
    }

    /** {@code N'...'}, {@code x'...'}, {@code b'...'}, {@code e'...'}, {@code _utf8'...'}. */
    private boolean isStringPrefix(int from, int end) {
        if (count == 0) {
            return false;
        }
        char first = (char) (text.charAt(from) | 0x20);
        return (end - from == 1 && "nxbeq".indexOf(first) >= 0) || (text.charAt(from) == '_' && end - from < 10);
    }

    private boolean brackets(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        if (text.startsWith("/*", i)) {
            int end = text.indexOf("*/", i);
            return end > 0 && end + 2 < text.length() && text.charAt(end + 2) == '(';
        }
        return i < text.length() && text.charAt(i) == '(';
    }

    private int sign(int i, char c, char then) {
        return switch (c) {
            case '(', ')', ',', ';', '.' -> add(c, i, i + 1);
            case '=', '<', '>' -> {
                int end = i + 1;
                while (end < text.length() && end < i + 3 && "=<>".indexOf(text.charAt(end)) >= 0) {
                    end++;
                }
                String sign = text.substring(i, end);
                yield add(sign.equals("<<") || sign.equals(">>") ? ARITHMETIC : COMPARE, i, end);
            }
            case '!' -> then == '=' || then == '<' || then == '>' ? add(COMPARE, i, i + 2) : add(PREFIX, i, i + 1);
            case '|', '&' -> then == c ? add(LOGIC, i, i + 2) : add(ARITHMETIC, i, i + 1);
            case '+', '-', '*', '/', '%', '^' -> add(ARITHMETIC, i, i + 1);
            case '~' -> add(PREFIX, i, i + 1);
            case ':' ->
                then == ':' ? add(ARITHMETIC, i, i + 2) : then == '=' ? add(COMPARE, i, i + 2) : add(OTHER, i, i + 1);
            default -> add(OTHER, i, i + 1);
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return Packed.isLetter(c)
                || isDigit(c)
                || c == '_'
                || c == '$'
                || (c > 0x7f && c != 0xa0 && Character.isLetter(c));
    }
}
