package io.throughline.core.rule.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may stand behind a field and a bar. Source: Sigma Modifiers Appendix 2.1. */
enum Modifier {
    ALL,
    /** This product's own. */
    EVERY,
    STARTSWITH,
    ENDSWITH,
    CONTAINS,
    EXISTS,
    CASED,
    NEQ,
    WINDASH,
    RE,
    I,
    M,
    S,
    BASE64,
    BASE64OFFSET,
    UTF16,
    UTF16LE,
    UTF16BE,
    WIDE,
    LT,
    LTE,
    GT,
    GTE,
    MINUTE,
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    CIDR,
    EXPAND,
    FIELDREF;

    /** As rules write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Modifier of(String word) {
        for (Modifier modifier : values()) {
            if (modifier.word().equals(word)) {
                return modifier;
            }
        }
        return null;
    }

    static List<String> words() {
        List<String> words = new ArrayList<>();
        for (Modifier modifier : values()) {
            words.add(modifier.word());
        }
        return words;
    }
}
