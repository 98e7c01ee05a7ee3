package io.throughline.core.payload;

/** Searches that do not go further than they have to, so that many of them in one text stay linear. */
final class Find {
    private Find() {}

    /** The place of a character within so many from {@code from} on; below 0 where it is not there. */
    static int near(String text, char c, int from, int max) {
        int stop = Math.min(text.length(), from + max);
        for (int i = Math.max(0, from); i < stop; i++) {
            if (text.charAt(i) == c) {
                return i;
            }
        }
        return -1;
    }

    static int near(String text, String what, int from, int max) {
        int stop = Math.min(text.length() - what.length(), from + max);
        for (int i = Math.max(0, from); i <= stop; i++) {
            if (text.startsWith(what, i)) {
                return i;
            }
        }
        return -1;
    }

    /** The next character that is no blank and no control character, or the end. */
    static int blanks(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isName(char c) {
        return Packed.isLetter(c) || isDigit(c) || c == '_';
    }

    /** The end of the name that begins at {@code from}. */
    static int name(String text, int from) {
        int i = from;
        while (i < text.length() && isName(text.charAt(i))) {
            i++;
        }
        return i;
    }
}
