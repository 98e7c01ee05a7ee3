package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** Goes through a line of text word by word. Used again for every line. */
final class Words {
    private String text = "";
    private int at;

    void start(String line, int from) {
        text = line;
        at = from;
    }

    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    /** Whether nothing but blanks follows. */
    boolean atEnd() {
        at = Text.skipBlanks(text, at);
        return at >= text.length();
    }

    /** The next character behind blanks; 0 at the end. */
    char peek() {
        return atEnd() ? 0 : text.charAt(at);
    }

    /** Steps over the character, where it is the next behind blanks. */
    boolean skip(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /** Empty at the end. */
    String word() {
        int from = Text.skipBlanks(text, at);
        at = Text.wordEnd(text, from);
        return text.substring(from, at);
    }

    /** Null where no quoted text follows, or its end is missing. */
    @Nullable
    String quoted() {
        int from = Text.skipBlanks(text, at);
        int end = Text.quoteEnd(text, from);
        if (end < 0) {
            return null;
        }
        at = end + 1;
        return text.substring(from + 1, end);
    }

    /** Quoted text or a word: some write a bare dash for none. */
    @Nullable
    String value() {
        return peek() == '"' ? quoted() : word();
    }

    /** What stands between two brackets of any kind; null where no such bracket follows. */
    @Nullable
    String within(char open, char close) {
        if (peek() != open) {
            return null;
        }
        int end = text.indexOf(close, at);
        if (end < 0) {
            return null;
        }
        String inner = text.substring(at + 1, end);
        at = end + 1;
        return inner;
    }

    /** Everything that is left, without blanks around it. */
    String rest() {
        String rest = text.substring(Math.min(at, text.length())).strip();
        at = text.length();
        return rest;
    }
}
