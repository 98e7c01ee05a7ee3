package io.throughline.core.rule;

/**
 * Case folding of one character to one character, the same in every locale: Unicode's simple folding, so that the dotted and the
 * dotless i of Turkish are no i, and ß is not ss. Source: Unicode Character Database, CaseFolding.txt, status C and S.
 */
public final class Fold {
    private static final char[] FOLDED = new char[1 << 16];

    static {
        for (int c = 0; c < FOLDED.length; c++) {
            FOLDED[c] = (char) foldOne(c);
        }
    }

    private Fold() {}

    public static char fold(char c) {
        return FOLDED[c];
    }

    /** Of a code point of any plane. */
    public static int fold(int codePoint) {
        return codePoint < FOLDED.length ? FOLDED[codePoint] : foldOne(codePoint);
    }

    /** Of the same length as the text. */
    public static String fold(String text) {
        char[] folded = text.toCharArray();
        fold(folded, 0, folded, 0, folded.length);
        return new String(folded);
    }

    public static void fold(char[] from, int fromStart, char[] to, int toStart, int length) {
        for (int i = 0; i < length; i++) {
            char c = from[fromStart + i];
            to[toStart + i] = FOLDED[c];
            if (Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(from[fromStart + i - 1])) {
                int folded = foldOne(Character.toCodePoint(from[fromStart + i - 1], c));
                to[toStart + i - 1] = Character.highSurrogate(folded);
                to[toStart + i] = Character.lowSurrogate(folded);
            }
        }
    }

    private static int foldOne(int c) {
        if (c == 0x130 || c == 0x131 || (c >= 0xD800 && c <= 0xDFFF)) {
            return c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
