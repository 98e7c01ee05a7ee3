package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** Tells text from other bytes, and takes out of a text what only a terminal understands. */
final class NoText {
    private static final int LOOK_CHARS = 4096;
    /** A few odd characters are an accent in another encoding. */
    private static final int MIN_ODD = 3;

    private static final char ESCAPE = 0x1b;
    private static final char REPLACEMENT = 0xfffd;

    private NoText() {}

    /** The reason to reject what is no text: more than a fifth of its beginning is control characters or undecodable. */
    static @Nullable String problem(String text) {
        int end = Math.min(text.length(), LOOK_CHARS);
        int odd = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == REPLACEMENT || c == 0x7f || (c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != ESCAPE)) {
                odd++;
            }
        }
        return odd >= MIN_ODD && odd * 5 > end ? "binary: " + odd + " of " + end + " characters are no text" : null;
    }

    /** Without colours and other control sequences ({@code ESC [ ... letter}, ECMA-48). */
    static String withoutColours(String text) {
        if (text.indexOf(ESCAPE) < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ESCAPE && text.startsWith("[", i + 1)) {
                i += 2;
                while (i < text.length() && text.charAt(i) < '@') {
                    i++;
                }
                i++;
            } else {
                plain.append(c);
                i++;
            }
        }
        return plain.toString();
    }
}
