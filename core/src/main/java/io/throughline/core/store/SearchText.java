package io.throughline.core.store;

import java.nio.charset.StandardCharsets;

/**
 * What a person typed into the search box, checked and made Lucene syntax, the same for every store. Slashes are plain text, since
 * people search for paths; regular expressions are therefore not to be had, nor are words that begin with a wildcard, which would
 * read every term of the index.
 */
public final class SearchText {
    /** In UTF-8. */
    public static final int MAX_BYTES = 4 * 1024;

    private static final String EVENT_ID = "event.id:";

    private SearchText() {}

    /**
     * @param idField the field that {@code event.id} is kept in
     * @return a query for Lucene's classic parser; {@code *:*} for a blank text
     * @throws InvalidQueryException too long, or a word begins with a wildcard; a wrong syntax shows only when it is parsed
     */
    public static String toLucene(String text, String idField) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_BYTES) {
            throw new InvalidQueryException(
                    "The query has " + bytes + " bytes; at most " + MAX_BYTES + " are allowed.");
        }
        if (text.isBlank()) {
            return "*:*";
        }
        StringBuilder lucene = new StringBuilder(text.length() + 16);
        boolean quoted = false;
        boolean wordBegins = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                lucene.append(c).append(text.charAt(++i));
                wordBegins = false;
                continue;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                if (wordBegins && (c == '*' || c == '?')) {
                    checkAlone(text, i);
                }
                if (wordBegins && text.startsWith(EVENT_ID, i)) {
                    lucene.append(idField).append(':');
                    i += EVENT_ID.length() - 1;
                    continue;
                }
                if (c == '/') {
                    lucene.append('\\');
                }
                wordBegins = separates(c);
            }
            lucene.append(c);
        }
        return lucene.toString();
    }

    /** A lone star stands for any value ({@code user.id:*}), {@code *:*} for everything. */
    private static void checkAlone(String text, int at) {
        boolean everything = text.startsWith("*:*", at) && ends(text, at + 3);
        boolean anyValue = text.charAt(at) == '*' && ends(text, at + 1);
        if (!everything && !anyValue) {
            throw new InvalidQueryException("A word may not begin with " + text.charAt(at)
                    + ": write its beginning, or put it in quotes. Position " + (at + 1) + ".");
        }
    }

    private static boolean ends(String text, int at) {
        return at >= text.length() || Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ')';
    }

    private static boolean separates(char c) {
        return Character.isWhitespace(c) || "(:+-!<>=[{".indexOf(c) >= 0;
    }
}
