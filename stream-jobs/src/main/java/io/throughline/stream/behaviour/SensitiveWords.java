package io.throughline.stream.behaviour;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Words of paths that few should ask for. */
final class SensitiveWords {
    private SensitiveWords() {}

    /** The first of the words that the endpoint's path has: {@code user} is in {@code /api/user-list} and {@code /getUser}, not in {@code /superuserx}. */
    static Optional<String> of(List<String> words, String endpoint) {
        StringBuilder spaced = new StringBuilder(" ");
        for (int i = 0; i < endpoint.length(); i++) {
            char c = endpoint.charAt(i);
            boolean begins = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(endpoint.charAt(i - 1));
            spaced.append(begins ? " " : "").append(Character.isLetter(c) ? c : ' ');
        }
        String text = spaced.append(' ').toString().toLowerCase(Locale.ROOT);
        return words.stream().filter(word -> text.contains(" " + word + " ")).findFirst();
    }
}
