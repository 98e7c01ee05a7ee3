package io.throughline.core.rule.report;

/** A value that came from outside, short enough for a sentence and without characters that would break its line. */
final class Excerpt {
    /** Characters. */
    static final int MAX = 200;

    private Excerpt() {}

    static String of(String value) {
        boolean cut = value.length() > MAX;
        int end = cut ? MAX - (Character.isHighSurrogate(value.charAt(MAX - 1)) ? 1 : 0) : value.length();
        StringBuilder excerpt = new StringBuilder(end + 1);
        for (int i = 0; i < end; i++) {
            char c = value.charAt(i);
            excerpt.append(Character.isISOControl(c) ? ' ' : c);
        }
        return cut ? excerpt.append('…').toString() : excerpt.toString();
    }
}
