package io.throughline.core.rule.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes of characters that POSIX has names for, {@code [:digit:]} and others, of ASCII alone. Source: pcre2pattern(3). */
final class PosixClass {
    private static final Set<String> NAMES =
            Set.of("alnum", "alpha", "digit", "lower", "upper", "space", "punct", "xdigit", "word", "blank");

    private PosixClass() {}

    /** Null where there is no class of that name. */
    static @Nullable CharSet of(String name) {
        if (!NAMES.contains(name)) {
            return null;
        }
        List<CharSet> members = new ArrayList<>();
        for (int c = 0; c < 128; c++) {
            if (isMember(name, c)) {
                members.add(CharSet.of(c));
            }
        }
        return CharSet.union(members);
    }

    private static boolean isMember(String name, int c) {
        return switch (name) {
            case "alnum" -> Character.isLetterOrDigit(c);
            case "alpha" -> Character.isLetter(c);
            case "digit" -> Character.isDigit(c);
            case "lower" -> Character.isLowerCase(c);
            case "upper" -> Character.isUpperCase(c);
            case "space" -> CharSet.SPACE.contains(c);
            case "punct" -> c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
            case "xdigit" -> Character.digit(c, 16) >= 0;
            case "word" -> CharSet.WORD.contains(c);
            default -> c == ' ' || c == '\t';
        };
    }
}
