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

    private static double decimal(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if ("0123456789+-.eE".indexOf(text[i]) < 0) {
                return Double.NaN;
            }
        }
        try {
            return Double.parseDouble(new String(text, from, to - from));
        } catch (NumberFormatException e) {
            return Double.NaN; // what is no number passes no check, as the caller says
        }
    }
}
