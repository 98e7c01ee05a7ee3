package io.throughline.core.template;

/** What characters are to {@link MessageMask}, and where things end. All buffers end with {@link MessageMask}'s line feeds. */
final class Chars {
    static final byte OTHER = 0;
    static final byte WORD = 1;
    static final byte BLANK = 2;
    static final byte QUOTE = 3;
    static final byte EQUALS = 4;
    static final byte COLON = 5;
    static final byte OPEN = 6;
    static final byte CLOSE = 7;
    static final byte END = 8;

    private static final byte[] KINDS = kinds();

    private Chars() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[128];
        for (char c = 0; c <= ' '; c++) {
            kinds[c] = BLANK;
        }
        for (char c = '0'; c <= 'z'; c++) {
            if (Character.isLetterOrDigit(c)) {
                kinds[c] = WORD;
            }
        }
        set(kinds, "_-./\\@%+$&~", WORD);
        set(kinds, "\"'`", QUOTE);
        set(kinds, "=", EQUALS);
        set(kinds, ":", COLON);
        set(kinds, "([{<", OPEN);
        set(kinds, ")]}>", CLOSE);
        set(kinds, "\n\r", END);
        return kinds;
    }

    private static void set(byte[] kinds, String chars, byte kind) {
        for (int i = 0; i < chars.length(); i++) {
            kinds[chars.charAt(i)] = kind;
        }
    }

    static byte kind(char c) {
        if (c < 128) {
            return KINDS[c];
        }
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? WORD : OTHER;
    }

    static int skipBlanks(char[] in, int from) {
        int at = from;
        while (kind(in[at]) == BLANK) {
            at++;
        }
        return at;
    }

    static int lineEnd(char[] in, int from) {
        int at = from;
        while (kind(in[at]) != END) {
            at++;
        }
        return at;
    }

    /** Behind a value that no blank is part of, except within its own brackets. */
    static int valueEnd(char[] in, int from) {
        return end(in, from, true);
    }

    /** Behind a value that a comma, a semicolon or the closing bracket ends. */
    static int listItemEnd(char[] in, int from) {
        return end(in, from, false);
    }

    /** Behind the bracket that closes the one at {@code open}, or the line's end where none does. */
    static int balancedEnd(char[] in, int open) {
        int depth = 0;
        int at = open;
        for (; kind(in[at]) != END; at++) {
            byte kind = kind(in[at]);
            depth += kind == OPEN ? 1 : kind == CLOSE ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        return at;
    }

    private static int end(char[] in, int from, boolean atBlank) {
        int depth = 0;
        int at = from;
        for (; ; at++) {
            char c = in[at];
            byte kind = kind(c);
            if (kind == END) {
                break;
            }
            if (kind == OPEN) {
                depth++;
            } else if (kind == CLOSE && --depth < 0) {
                break;
            } else if (depth == 0 && (c == ',' || c == ';' || (atBlank && (kind == BLANK || c == '"')))) {
                break;
            }
        }
        return at;
    }

    /** Whether what was written between two variables joins them to one: blanks, commas, colons and the like. */
    static boolean onlySeparators(char[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            switch (text[i]) {
                case ' ', ',', ':', ';', '-', '.', '/', '|', '+' -> {}
                default -> {
                    return false;
                }
            }
        }
        return true;
    }
}
