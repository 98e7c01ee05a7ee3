package io.throughline.stream.detect;

import java.util.Collection;

/** Names in what an alert says. */
public final class Names {
    private static final int SHOWN = 10;

    private Names() {}

    /** The first few, and how many others there are. */
    public static String some(Collection<String> names) {
        return names.size() <= SHOWN
                ? String.join(", ", names)
                : String.join(", ", names.stream().limit(SHOWN).toList()) + " and " + (names.size() - SHOWN) + " more";
    }
}
