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
}
