package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/**
 * Reads a tag's name and its attributes one after the other, leniently: slashes are blanks between attributes, blanks and control characters
 * that browsers skip within names are skipped. Used again for every tag.
 */
final class HtmlTag {
    private static final int MAX_NAME = 64;
    private static final int MAX_VALUE = 8192;

    private String name = "";
    private String attributeName = "";
    private @Nullable String attributeValue;
    private boolean closing;
    private boolean delimited;
    private boolean apart;
    private int end;

    String name() {
        return name;
    }

    boolean closing() {
        return closing;
    }

    /** Whether something ends the tag's name: a blank, a slash, the tag's end or an attribute. */
    boolean delimited() {
        return delimited;
    }

    /** Whether the letters of the tag's name have blanks between them. */
    boolean apart() {
        return apart;
    }

    String attributeName() {
        return attributeName;
    }

    /** Null for an attribute without one. */
    @Nullable
    String attributeValue() {
        return attributeValue;
    }

    /** Where what was read ends. */
    int end() {
        return end;
    }

    /** Reads the name behind a less-than sign; false where there is none. */
    boolean open(String text, int from) {
        int i = from;
        while (i < text.length()
                && i < from + 8
                && (text.charAt(i) == 0 || text.charAt(i) == '%' || text.charAt(i) == '<')) {
            i++;
        }
        int blanks = i;
        while (i < text.length() && text.charAt(i) <= ' ' && i < blanks + 4) {
            i++;
        }
        closing = i < text.length() && text.charAt(i) == '/';
        if (closing) {
            i++;
        }
        StringBuilder read = new StringBuilder();
        while (i < text.length()
                && read.length() < MAX_NAME
                && (isNamePart(text.charAt(i)) || (text.charAt(i) == ' ' && text.charAt(i - 1) == ':'))) {
            if (text.charAt(i) > ' ') {
                read.append(text.charAt(i));
            }
            i++;
        }
        if (read.length() == 1) {
            i = spaced(text, i, read);
        }
        name = Words.lower(read.toString());
        apart = read.length() > 3 && i - from == 2 * read.length() - 1;
        delimited = i == text.length() || !Packed.isLetter(text.charAt(i));
        end = i;
        return !name.isEmpty() && Packed.isLetter(name.charAt(0));
    }

    /** A name whose letters have a blank between each two, which some filters of markup join again. */
    private static int spaced(String text, int from, StringBuilder read) {
        int i = from;
        while (i + 1 < text.length()
                && read.length() < MAX_NAME
                && text.charAt(i) == ' '
                && Packed.isLetter(text.charAt(i + 1))
                && (i + 2 == text.length() || !Packed.isLetter(text.charAt(i + 2)))) {
            read.append(text.charAt(i + 1));
            i += 2;
        }
        return read.length() > 3 ? i : from;
    }

    private static boolean isNamePart(char c) {
        return Packed.isLetter(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '_' || c == 0 || c == '\\';
    }

    /** Reads the next attribute; false at the tag's end. */
    boolean attribute(String text, int from) {
        int i = from;
        while (i < text.length() && isBetween(text.charAt(i))) {
            i++;
        }
        if (i >= text.length() || text.charAt(i) == '>' || text.charAt(i) == '<') {
            return false;
        }
        int start = i;
        while (i < text.length() && i < start + MAX_NAME && isAttributeName(text.charAt(i))) {
            i++;
        }
        if (i == start) {
            i++;
        }
        attributeName = attributeName(text, start, i);
        attributeValue = null;
        end = i;
        int equals = blanks(text, i);
        if (equals < text.length() && text.charAt(equals) == '=') {
            value(text, blanks(text, equals + 1));
        }
        return true;
    }

    /** What browsers skip in a name is left out. */
    private static String attributeName(String text, int from, int to) {
        StringBuilder read = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (text.charAt(i) > ' ') {
                read.append(text.charAt(i));
            }
        }
        return Words.lower(read.toString());
    }

    private void value(String text, int from) {
        int i = from;
        char quote = i < text.length() ? text.charAt(i) : 0;
        if (quote == '"' || quote == '\'' || quote == '`') {
            int close = Find.near(text, quote, i + 1, MAX_VALUE);
            int stop = close < 0 ? Math.min(text.length(), i + MAX_VALUE) : close;
            attributeValue = cut(text, i + 1, stop);
            end = Math.min(text.length(), stop + 1);
            return;
        }
        while (i < text.length() && i < from + MAX_VALUE && text.charAt(i) > ' ' && text.charAt(i) != '>') {
            i++;
        }
        attributeValue = cut(text, from, i);
        end = i;
    }

    private static String cut(String text, int from, int to) {
        return text.substring(from, Math.min(to, from + MAX_VALUE));
    }

    private static int blanks(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    private static boolean isBetween(char c) {
        return c <= ' ' || c == '/' || c == '"' || c == '\'' || c == '`' || c == 0xa0;
    }

    private static boolean isAttributeName(char c) {
        return (c > ' ' || c == 0)
                && c != '='
                && c != '>'
                && c != '/'
                && c != '<'
                && c != '"'
                && c != '\''
                && c != '`'
                && c != '('
                && c != ';';
    }
}
