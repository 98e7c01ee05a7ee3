package io.throughline.core.payload;

import java.util.Map;

/**
 * HTML's character references, of the named ones those for ASCII (HTML Living Standard, 13.5), as in an attribute's value: leading zeros are
 * skipped, the semicolon may be missing behind a number.
 */
final class HtmlReference {
    private static final int MAX_NAME = 12;
    private static final int MAX_DIGITS = 24;

    private static final Map<String, Character> NAMED = Map.ofEntries(
            Map.entry("lt", '<'),
            Map.entry("gt", '>'),
            Map.entry("amp", '&'),
            Map.entry("quot", '"'),
            Map.entry("apos", '\''),
            Map.entry("nbsp", ' '),
            Map.entry("tab", '\t'),
            Map.entry("newline", '\n'),
            Map.entry("excl", '!'),
            Map.entry("num", '#'),
            Map.entry("dollar", '$'),
            Map.entry("percnt", '%'),
            Map.entry("lpar", '('),
            Map.entry("rpar", ')'),
            Map.entry("ast", '*'),
            Map.entry("plus", '+'),
            Map.entry("comma", ','),
            Map.entry("period", '.'),
            Map.entry("sol", '/'),
            Map.entry("colon", ':'),
            Map.entry("semi", ';'),
            Map.entry("equals", '='),
            Map.entry("quest", '?'),
            Map.entry("commat", '@'),
            Map.entry("lsqb", '['),
            Map.entry("lbrack", '['),
            Map.entry("bsol", '\\'),
            Map.entry("rsqb", ']'),
            Map.entry("rbrack", ']'),
            Map.entry("lowbar", '_'),
            Map.entry("grave", '`'),
            Map.entry("lcub", '{'),
            Map.entry("lbrace", '{'),
            Map.entry("vert", '|'),
            Map.entry("rcub", '}'),
            Map.entry("rbrace", '}'));

    private HtmlReference() {}

    /** Where the reference that begins at {@code at} ends; below 0 where there is none. */
    static int end(String text, int at) {
        int i = at + 1;
        if (i < text.length() && text.charAt(i) == '#') {
            boolean hex = i + 1 < text.length() && (text.charAt(i + 1) | 0x20) == 'x';
            int from = i + (hex ? 2 : 1);
            i = from;
            while (i < text.length() && i < from + MAX_DIGITS && isDigit(text.charAt(i), hex)) {
                i++;
            }
            if (i == from) {
                return -1;
            }
            return i < text.length() && text.charAt(i) == ';' ? i + 1 : i;
        }
        while (i < text.length() && i <= at + MAX_NAME && Packed.isLetter(text.charAt(i))) {
            i++;
        }
        if (i == text.length() || text.charAt(i) != ';' || !NAMED.containsKey(name(text, at, i))) {
            return -1;
        }
        return i + 1;
    }

    private static boolean isDigit(char c, boolean hex) {
        return c < 128 && Character.digit(c, hex ? 16 : 10) >= 0;
    }

    private static String name(String text, int at, int end) {
        return Words.lower(text.substring(at + 1, end));
    }

    /** The character of the reference between {@code at} and {@code end}. */
    static String character(String text, int at, int end) {
        int stop = text.charAt(end - 1) == ';' ? end - 1 : end;
        if (text.charAt(at + 1) != '#') {
            return String.valueOf(NAMED.getOrDefault(name(text, at, stop), ' '));
        }
        boolean hex = (text.charAt(at + 2) | 0x20) == 'x';
        int code = 0;
        for (int i = at + (hex ? 3 : 2); i < stop; i++) {
            code = Math.min(0x110000, code * (hex ? 16 : 10) + Character.digit(text.charAt(i), hex ? 16 : 10));
        }
        return code > Character.MAX_CODE_POINT ? "\ufffd" : Character.toString(code);
    }
}
