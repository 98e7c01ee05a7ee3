package io.throughline.core.payload;

import org.jspecify.annotations.Nullable;

/** Headers that were looked at and are clean, for clients send the same ones with each request. Each has one place, by its hash: the last one stays. */
final class SeenClean {
    private static final int SIZE = 1024;

    /** At most a megabyte of characters in all. */
    private static final int MAX_CHARS = 1024;

    private final @Nullable String[] places = new @Nullable String[SIZE];

    boolean has(String text) {
        return text.equals(places[place(text)]);
    }

    void add(String text) {
        if (text.length() <= MAX_CHARS) {
            places[place(text)] = text;
        }
    }

    private static int place(String text) {
        int hash = text.hashCode();
        return (hash ^ hash >>> 16) & SIZE - 1;
    }
}
