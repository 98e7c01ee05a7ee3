package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the request of an access line means, remembered for those seen last: a server is asked for the same things again and again.
 * What it says depends on the request alone, never on what it remembers.
 */
final class Requests {
    /** A power of two. Each slot has the last request of its hash. */
    private static final int SLOTS = 2048;

    /** Longer ones are seldom asked for twice. */
    private static final int MAX_BYTES = 256;

    private final @Nullable Request[] slots = new @Nullable Request[SLOTS];

    /**
     * A request that a line told of; all but {@code asked} is null for a text that is no request, as somebody's noise.
     *
     * @param asked the bytes that it was made of
     * @param url what stands behind the method
     */
    record Request(
            byte[] asked,
            @Nullable String method,
            @Nullable String url,
            @Nullable String path,
            @Nullable String operation) {}

    /** @param to behind the URL: method, blank and URL are all that counts */
    Request of(byte[] line, int from, int to) {
        if (to - from > MAX_BYTES) {
            return read(Arrays.copyOfRange(line, from, to));
        }
        int slot = hash(line, from, to) & (SLOTS - 1);
        Request last = slots[slot];
        if (last != null && Arrays.equals(last.asked, 0, last.asked.length, line, from, to)) {
            return last;
        }
        Request request = read(Arrays.copyOfRange(line, from, to));
        slots[slot] = request;
        return request;
    }

    private static Request read(byte[] asked) {
        String text = new String(asked, StandardCharsets.UTF_8);
        int blank = text.indexOf(' ');
        String method = blank < 0 ? null : HopFields.method(text.substring(0, blank));
        if (method == null) {
            return new Request(asked, null, null, null, null);
        }
        String url = text.substring(blank + 1);
        String path = HopFields.pathOf(url);
        return new Request(asked, method, url, path, HopFields.operation(method, path, null));
    }

    /** Multiplies eight bytes at a time into one number; the constant is that of {@link EventId}. */
    private static int hash(byte[] bytes, int from, int to) {
        long hash = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            hash = (hash ^ Swar.load(bytes, i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ Swar.rest(bytes, i, to)) * 0x9e3779b97f4a7c15L;
        return (int) (hash >>> 40);
    }
}
