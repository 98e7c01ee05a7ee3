package io.throughline.core.parse;

/** Small steps through a line of text. */
final class Text {
    private Text() {}

    static int skipBlanks(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    /** The next blank, or the end. */
    static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) > ' ') {
            i++;
        }
        return i;
    }

    /**
     * The quote that ends the quoted text which begins at {@code from}: one that is not escaped and has a blank or the line's end
     * behind it, for some servers write quotes within as they are. Below 0 where there is none, or no text is quoted there.
     */
    static int quoteEnd(String text, int from) {
        if (from >= text.length() || text.charAt(from) != '"') {
            return -1;
        }
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
                return i;
            }
        }
        return -1;
    }
}
