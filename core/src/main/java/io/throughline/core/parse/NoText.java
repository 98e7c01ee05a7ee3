package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** Tells text from other bytes, and takes colours out of a text. Used again for every text. */
final class NoText {
    private static final int LOOK_CHARS = 4096;
    /** A few odd characters are an accent in another encoding. */
    private static final int MIN_ODD = 3;

    private static final char ESCAPE = 0x1b;
    private static final char REPLACEMENT = 0xfffd;

    private final char[] beginning = new char[LOOK_CHARS];

    /** The reason to reject what is no text: more than a fifth of its beginning is control characters or undecodable. */
    @Nullable
    String problem(String text) {
        int end = Math.min(text.length(), LOOK_CHARS);
        // Copied at once, then looked at without String's checks at every step: every character of every record passes
        // here.
        char[] chars = beginning;
        text.getChars(0, end, chars, 0);
        int odd = 0;
        for (int i = 0; i < end; i++) {
            char c = chars[i];
            // Most characters are told to be text by the first comparison.
            if ((c < ' ' || c >= 0x7f) && isOdd(c)) {
                odd++;
            }
        }
        return odd >= MIN_ODD && odd * 5 > end ? "binary: " + odd + " of " + end + " characters are no text" : null;
    }

    private static boolean isOdd(char c) {
        return c == REPLACEMENT || c == 0x7f || (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != ESCAPE);
    }

    /**
     * Without colours ({@code ESC [ 1;33 m}, ECMA-48's SGR), which stand between words and levels. Every other control sequence
     * could be somebody's doing and stays as it is: whoever shows the text makes it harmless.
     */
    static String withoutColours(String text) {
        if (text.indexOf(ESCAPE) < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = colourEnd(text, i);
            if (end < 0) {
                plain.append(text.charAt(i++));
            } else {
                i = end;
            }
        }
        return plain.toString();
    }

    /** Behind the colour that begins there; below 0 where none does. */
    private static int colourEnd(String text, int from) {
        if (text.charAt(from) != ESCAPE || !text.startsWith("[", from + 1)) {
            return -1;
        }
        int i = from + 2;
        while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == ';')) {
            i++;
        }
        return text.startsWith("m", i) ? i + 1 : -1;
    }
}
