package io.throughline.core.rule.match;

/** Numbers as events have them: {@code 200}, {@code -1.5}, {@code 1e9}. */
final class Numbers {
    private static final int MAX_CHARS = 32;

    private Numbers() {}

    /** Not a number where the characters are none. */
    static double parse(char[] text, int from, int to) {
        if (to - from > MAX_CHARS || to == from) {
            return Double.NaN;
        }
        long whole = 0;
        int at = from + (text[from] == '-' ? 1 : 0);
        boolean digitsOnly = to > at && to - at <= 15;
        for (int i = at; i < to && digitsOnly; i++) {
            digitsOnly = text[i] >= '0' && text[i] <= '9';
            whole = whole * 10 + text[i] - '0';
        }
        if (digitsOnly) {
            return at > from ? -whole : whole;
        }
        return decimal(text, from, to);
    }

    /** Digits, a point and digits, an exponent: what begins or ends with a point is no number of an event's. */
    private static double decimal(char[] text, int from, int to) {
        int at = digits(text, from + (text[from] == '-' ? 1 : 0), to);
        if (at >= 0 && at < to && text[at] == '.') {
            at = digits(text, at + 1, to);
        }
        if (at >= 0 && at < to && (text[at] | 0x20) == 'e') {
            boolean signed = at + 1 < to && (text[at + 1] == '-' || text[at + 1] == '+');
            at = digits(text, at + (signed ? 2 : 1), to);
        }
        return at == to ? Double.parseDouble(new String(text, from, to - from)) : Double.NaN;
    }

    /** Behind at least one digit; -1 where there is none. */
    private static int digits(char[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at == from ? -1 : at;
    }
}
