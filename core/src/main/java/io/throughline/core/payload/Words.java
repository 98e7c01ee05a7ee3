package io.throughline.core.payload;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Sets of words written as one text. */
final class Words {
    private Words() {}

    static Set<String> of(String words) {
        return Set.copyOf(Arrays.asList(words.strip().split("\\s+")));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
