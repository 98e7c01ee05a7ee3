package io.throughline.core.flow;

import io.throughline.core.store.InvalidQueryException;
import java.util.ArrayList;
import java.util.List;

/** Cuts a question of structure into words and signs. */
final class StructureTokens {
    private static final String PUNCTUATION_OF_NAMES = "._-/";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private StructureTokens(String text) {
        this.text = text;
    }

    enum Kind {
        WORD,
        /** A word in double quotes, without them. */
        QUOTED,
        SIGN,
        END
    }

    /**
     * @param position of its first character, counted from 1
     */
    record Token(Kind kind, String text, int position) {
        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }
    }

    /**
     * @return ends with one of kind {@link Kind#END}
     * @throws InvalidQueryException a character that has no meaning, or quotes that are not closed
     */
    static List<Token> of(String text) {
        return new StructureTokens(text).read();
    }

    private List<Token> read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"') {
                quoted();
            } else if (isOfWord(at)) {
                word();
            } else {
                sign(c);
            }
        }
        tokens.add(new Token(Kind.END, "", text.length() + 1));
        return tokens;
    }

    private void word() {
        int start = at;
        while (at < text.length() && isOfWord(at)) {
            at += Character.charCount(text.codePointAt(at));
        }
        tokens.add(new Token(Kind.WORD, text.substring(start, at), start + 1));
    }

    /** A hyphen is part of a name, but not where it begins an arrow. */
    private boolean isOfWord(int index) {
        int c = text.codePointAt(index);
        boolean arrow = c == '-' && index + 1 < text.length() && text.charAt(index + 1) == '>';
        return !arrow && (Character.isLetterOrDigit(c) || PUNCTUATION_OF_NAMES.indexOf(c) >= 0);
    }

    private void quoted() {
        int start = at++;
        StringBuilder name = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw new InvalidQueryException("Position " + (start + 1) + ": these quotes are never closed.");
        }
        at++;
        tokens.add(new Token(Kind.QUOTED, name.toString(), start + 1));
    }

    private void sign(char c) {
        boolean pair = at + 1 < text.length()
                && (text.startsWith("->", at) || text.startsWith(">=", at) || text.startsWith("<=", at));
        if (!pair && "():<>=".indexOf(c) < 0) {
            throw new InvalidQueryException("Position " + (at + 1) + ": " + text.substring(at, next(at))
                    + " means nothing here; names with other characters than letters, digits and . _ - / stand in"
                    + " double quotes.");
        }
        int end = at + (pair ? 2 : 1);
        tokens.add(new Token(Kind.SIGN, text.substring(at, end), at + 1));
        at = end;
    }

    private int next(int index) {
        return index + Character.charCount(text.codePointAt(index));
    }
}
