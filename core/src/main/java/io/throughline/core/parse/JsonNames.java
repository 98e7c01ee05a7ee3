package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of JSON members and their paths as texts, remembered for those seen last: records of one writer have the same again
 * and again. What it says depends on the bytes alone, never on what it remembers.
 */
final class JsonNames {
    static final int MAX_NAME_BYTES = 128;

    private static final int MAX_PATH_CHARS = 1024;

    /** A power of two. Each slot has the last name of its hash. */
    private static final int SLOTS = 1024;

    private final @Nullable Name[] slots = new @Nullable Name[SLOTS];

    /** The outermost object, which has no name. */
    final Name root = new Name(null, new byte[0], "");

    /** A member's name and, with those of the objects around it, its path: {@code http.request.method}. */
    static final class Name {
        private final @Nullable Name parent;
        private final byte[] bytes;
        private final String path;
        /** The name that stood behind this one the last time: most often it will again. */
        private @Nullable Name next;

        private Name(@Nullable Name parent, byte[] bytes, String path) {
            this.parent = parent;
            this.bytes = bytes;
            this.path = path;
        }

        String path() {
            return path;
        }

        private boolean is(Name within, byte[] line, int from, int to) {
            return parent == within && to - from == bytes.length && Swar.same(bytes, line, from);
        }
    }

    /**
     * The name that follows another, by a guess: null where it is not the one that followed the last time. Its end is then a quote
     * behind its bytes, so that nobody has to look for it.
     */
    static @Nullable Name guess(Name before, Name parent, byte[] line, int from, int to) {
        Name next = before.next;
        if (next == null || from + next.bytes.length >= to || line[from + next.bytes.length] != '"') {
            return null;
        }
        return next.is(parent, line, from, from + next.bytes.length) ? next : null;
    }

    static int length(Name name) {
        return name.bytes.length;
    }

    /** Null for a path that is too long to be remembered. */
    @Nullable
    Name of(Name before, Name parent, byte[] line, int from, int to) {
        long hash = parent.path.length();
        int i = from;
        for (; i + 8 <= to; i += 8) {
            hash = (hash ^ Swar.load(line, i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ Swar.rest(line, i, to)) * 0x9e3779b97f4a7c15L;
        int slot = (int) (hash >>> 40) & (SLOTS - 1);
        Name last = slots[slot];
        if (last == null || !last.is(parent, line, from, to)) {
            String name = new String(line, from, to - from, StandardCharsets.UTF_8);
            String path = parent == root ? name : parent.path + "." + name;
            if (path.length() > MAX_PATH_CHARS) {
                return null;
            }
            last = new Name(parent, Arrays.copyOfRange(line, from, to), path);
            slots[slot] = last;
        }
        before.next = last;
        return last;
    }
}
