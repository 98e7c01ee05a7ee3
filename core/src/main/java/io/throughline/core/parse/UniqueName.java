package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/** A UUID (RFC 9562) as people and programs write it: 32 hex digits, with the four hyphens or without, in either case. */
final class UniqueName {
    private static final int DIGITS = 32;

    private UniqueName() {}

    static boolean isOne(@Nullable String text) {
        if (text == null || (text.length() != DIGITS && text.length() != DIGITS + 4)) {
            return false;
        }
        boolean hyphens = text.length() > DIGITS;
        boolean same = true;
        for (int i = 0; i < text.length(); i++) {
            boolean hyphen = hyphens && (i == 8 || i == 13 || i == 18 || i == 23);
            char c = text.charAt(i);
            if (hyphen ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
                return false;
            }
            same &= hyphen || c == text.charAt(0);
        }
        // The nil and the max UUID name nothing.
        return !same;
    }
}
