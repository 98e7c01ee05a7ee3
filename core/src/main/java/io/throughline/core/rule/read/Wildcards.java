package io.throughline.core.rule.read;

import io.throughline.core.rule.Glob;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Position;

/**
 * Sigma's way of writing a text: {@code *} is any text, {@code ?} any character, and a backslash before one of them, or before a
 * backslash, takes it for itself; before anything else it is a backslash. Source: Sigma Rules Specification 2, "Escaping".
 */
final class Wildcards {
    private Wildcards() {}

    /** With {@link Glob#ANY} and {@link Glob#ANY_ONE} for the wildcards. */
    static String resolve(Position at, String text) {
        StringBuilder pattern = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (c == Glob.ANY || c == Glob.ANY_ONE) {
                throw new InvalidRuleException(at, "a value has a noncharacter of Unicode in it");
            }
            if (c == '\\' && (next == '*' || next == '?' || next == '\\')) {
                pattern.append(next);
                i++;
            } else {
                pattern.append(c == '*' ? Glob.ANY : c == '?' ? Glob.ANY_ONE : c);
            }
        }
        return pattern.toString();
    }

    static boolean hasAny(String pattern) {
        return pattern.indexOf(Glob.ANY) >= 0 || pattern.indexOf(Glob.ANY_ONE) >= 0;
    }
}
