package io.throughline.core.profile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is kept of a parameter's value: nothing that could be a secret. Letters are all alike, and so are digits; every other character of
 * ASCII stands for itself.
 *
 * @param name the parameter's name, cut
 * @param length characters
 * @param symbols the runs of the value, each as one symbol: {@code a} letters, {@code 9} digits, {@code é} other letters, a sign itself; cut at
 *     {@link #MAX_SYMBOLS}
 * @param hash of the value, to count how many different ones there are
 */
public record ValueShape(String name, int length, String symbols, long hash) {
    static final int MAX_SYMBOLS = 64;

    private static final int MAX_NAME = 64;

    /** @param value decoded */
    public static ValueShape of(String name, String value) {
        StringBuilder symbols = new StringBuilder();
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < value.length(); i++) {
            char symbol = symbol(value.charAt(i));
            boolean run = (symbol == 'a' || symbol == '9' || symbol == 'é')
                    && !symbols.isEmpty()
                    && symbols.charAt(symbols.length() - 1) == symbol;
            if (!run && symbols.length() < MAX_SYMBOLS) {
                symbols.append(symbol);
            }
            hash = (hash ^ value.charAt(i)) * 0x100000001b3L; // FNV-1a
        }
        return new ValueShape(
                name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name,
                value.length(),
                symbols.toString(),
                hash);
    }

    private static char symbol(char c) {
        if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
            return 'a';
        }
        if (c >= '0' && c <= '9') {
            return '9';
        }
        if (c < ' ' || c == 0x7f) {
            return '\n';
        }
        return c < 0x7f ? c : 'é';
    }

    /** Each character class in it, once. */
    List<String> classes() {
        Set<String> classes = new LinkedHashSet<>();
        for (int i = 0; i < symbols.length(); i++) {
            classes.add(symbols.substring(i, i + 1));
        }
        return new ArrayList<>(classes);
    }

    /** Each pair of neighbours, the value's begin and end among them, once. */
    List<String> pairs() {
        Set<String> pairs = new LinkedHashSet<>();
        String whole = '^' + symbols + (symbols.length() < MAX_SYMBOLS ? "$" : "");
        for (int i = 0; i + 1 < whole.length(); i++) {
            pairs.add(whole.substring(i, i + 2));
        }
        return new ArrayList<>(pairs);
    }
}
