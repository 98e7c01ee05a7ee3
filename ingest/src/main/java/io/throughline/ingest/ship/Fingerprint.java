package io.throughline.ingest.ship;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Some bytes of a file by which it is known again.
 *
 * @param bytes how many bytes; their place is known from the context
 * @param hash 32 hex digits
 */
record Fingerprint(int bytes, String hash) {
    /** The most bytes of a file's head that a fingerprint covers. */
    static final int HEAD_BYTES = 256;

    /** The bytes before an offset by which a file shows that it is still the same there. */
    static final int TAIL_BYTES = 64;

    static Fingerprint of(byte[] bytes, int from, int count) {
        return new Fingerprint(count, digest(Arrays.copyOfRange(bytes, from, from + count)));
    }

    /**
     * Of the first line, or of its first {@link #HEAD_BYTES}: it does not change while the file grows.
     *
     * @param head the file's first bytes
     * @param whole whether the file has no more and will not grow
     * @return null where the first line is not whole yet
     */
    static @Nullable Fingerprint ofHead(byte[] head, boolean whole) {
        for (int i = 0; i < Math.min(head.length, HEAD_BYTES); i++) {
            if (head[i] == '\n') {
                return of(head, 0, i + 1);
            }
        }
        if (head.length >= HEAD_BYTES) {
            return of(head, 0, HEAD_BYTES);
        }
        return whole && head.length > 0 ? of(head, 0, head.length) : null;
    }

    boolean matches(byte[] others, int from) {
        return others.length - from >= bytes && of(others, from, bytes).hash.equals(hash);
    }

    /** Whether it is of the last of these bytes. */
    boolean matchesEnd(byte[] others) {
        return matches(others, Math.max(0, others.length - bytes));
    }

    /** 32 hex digits of SHA-256. */
    static String digest(String text) {
        return digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
