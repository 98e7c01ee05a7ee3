package io.throughline.core.parse;

/**
 * Halves of characters, which JSON's escapes can write alone (a backslash and {@code ud800}) and nothing behind can: neither UTF-8
 * nor Elasticsearch's parser has a place for them. Each becomes U+FFFD, as broken UTF-8 does.
 */
final class Surrogates {
    private static final String REPLACEMENT = "\\ufffd";
    /** A backslash, {@code u} and four digits. */
    private static final int ESCAPE_CHARS = 6;

    private Surrogates() {}

    /** The JSON text with whole characters only. Nearly all texts have no such escape, and come back as they are. */
    static String wholeInJson(String json) {
        if (json.indexOf("\\ud") < 0 && json.indexOf("\\uD") < 0) {
            return json;
        }
        StringBuilder whole = null;
        int copied = 0;
        int at = json.indexOf('\\');
        while (at >= 0 && at + 1 < json.length()) {
            int unit = unit(json, at);
            if (isHigh(unit) && isLow(unit(json, at + ESCAPE_CHARS))) {
                at += 2 * ESCAPE_CHARS;
            } else if (isHigh(unit) || isLow(unit)) {
                whole = whole == null ? new StringBuilder(json.length()) : whole;
                whole.append(json, copied, at).append(REPLACEMENT);
                at += ESCAPE_CHARS;
                copied = at;
            } else {
                at += 2;
            }
            at = json.indexOf('\\', at);
        }
        return whole == null ? json : whole.append(json, copied, json.length()).toString();
    }

    /** The text with whole characters only, for what a parser has taken out of its escapes already. */
    static String whole(String text) {
        StringBuilder whole = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            whole = whole == null ? new StringBuilder(text) : whole;
            whole.setCharAt(i, '\ufffd');
        }
        return whole == null ? text : whole.toString();
    }

    private static boolean isHigh(int unit) {
        return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
    }

    private static boolean isLow(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }

    /** What the escape at an offset stands for; below 0 where none is. */
    private static int unit(String json, int at) {
        if (at + ESCAPE_CHARS > json.length() || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE_CHARS; i++) {
            int digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
