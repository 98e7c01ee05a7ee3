package io.throughline.core.payload;

/**
 * What a text has among its characters and words: one pass that allocates nothing lets nearly all values go by. Each bit says only
 * that something is there, so that a check which needs it has to look.
 */
final class Traits {
    static final long QUOTE = 1;
    static final long LESS = 1 << 1;
    static final long DOLLAR = 1 << 2;
    static final long BACKTICK = 1 << 3;
    static final long PIPE = 1 << 4;
    static final long AMPERSAND = 1 << 5;
    static final long SEMICOLON = 1 << 6;
    static final long PAREN = 1 << 7;
    static final long BRACE = 1 << 8;
    static final long BRACKET = 1 << 9;
    static final long SLASH = 1 << 10;
    static final long BACKSLASH = 1 << 11;
    static final long PERCENT = 1 << 12;
    static final long EQUALS = 1 << 13;
    static final long HASH = 1 << 14;
    static final long DOTS = 1 << 15;
    static final long CONTROL = 1 << 16;
    static final long FOREIGN = 1 << 17;
    static final long COLON = 1 << 18;
    static final long STAR = 1 << 19;
    static final long EXCLAMATION = 1 << 20;
    static final long AT = 1 << 21;
    static final long UNDERSCORES = 1 << 22;
    static final long SQL_WORD = 1 << 23;
    static final long SHELL_WORD = 1 << 24;
    static final long DASHES = 1 << 25;
    static final long GREATER = 1 << 26;
    static final long TILDE = 1 << 27;
    static final long CARET = 1 << 28;
    static final long DOT = 1 << 29;
    static final long BLANK = 1 << 30;
    static final long LONG_RUN = 1L << 31;
    static final long WORD_BREAK = 1L << 32;

    /** What an encoding may hide behind: the text has to be decoded before it is known. */
    static final long ENCODED = PERCENT | AMPERSAND | BACKSLASH | FOREIGN | LONG_RUN;

    /** Letters and digits in a row that may be Base64; shorter ones hold no payload. Nearly all have a digit or a capital within. */
    private static final int LONG_RUN_CHARS = 8;

    private static final long[] OF = new long[128];

    static {
        for (char c = 0; c < 128; c++) {
            OF[c] = bit(c);
        }
    }

    private Traits() {}

    private static long bit(char c) {
        return switch (c) {
            case '\'', '"' -> QUOTE;
            case '<' -> LESS;
            case '>' -> GREATER;
            case '$' -> DOLLAR;
            case '`' -> BACKTICK;
            case '|' -> PIPE;
            case '&' -> AMPERSAND;
            case ';' -> SEMICOLON;
            case '(', ')' -> PAREN;
            case '{', '}' -> BRACE;
            case '[', ']' -> BRACKET;
            case '/' -> SLASH;
            case '\\' -> BACKSLASH;
            case '%' -> PERCENT;
            case '=' -> EQUALS;
            case '#' -> HASH;
            case ':' -> COLON;
            case '*' -> STAR;
            case '!' -> EXCLAMATION;
            case '@' -> AT;
            case '~' -> TILDE;
            case '^' -> CARET;
            case '.' -> DOT;
            case ' ' -> BLANK;
            default -> c < ' ' || c == 0x7f ? CONTROL : 0;
        };
    }

    /** The traits of a part of a text. */
    static long of(CharSequence text, int from, int to) {
        long traits = 0;
        long word = 0;
        int letters = 0;
        int run = 0;
        boolean mixed = false;
        char before = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (Packed.isLetter(c)) {
                word = letters < Packed.MAX_LETTERS ? word << 5 | (c & 0x1f) : -1;
                letters++;
                mixed = run > 0 && (mixed || c < 'a');
                run++;
            } else {
                traits |= ofWord(word, letters);
                word = 0;
                letters = 0;
                boolean digit = c >= '0' && c <= '9';
                mixed = digit && (mixed || run > 0);
                run = digit ? run + 1 : 0;
                traits |= c < 128 ? OF[c] : FOREIGN;
                if (c == before) {
                    traits |= c == '.' ? DOTS : c == '-' ? DASHES : c == '_' ? UNDERSCORES : 0;
                }
            }
            if (mixed && run >= LONG_RUN_CHARS) {
                traits |= LONG_RUN;
            }
            before = c;
        }
        return traits | ofWord(word, letters);
    }

    static long of(CharSequence text) {
        return of(text, 0, text.length());
    }

    private static long ofWord(long word, int letters) {
        if (letters < 2 || letters > Packed.MAX_LETTERS) {
            return 0;
        }
        return (SqlWords.TELLING.has(word) ? SQL_WORD : 0) | (ShellWords.TELLING.has(word) ? SHELL_WORD : 0);
    }
}
