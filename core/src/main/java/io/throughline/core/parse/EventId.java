package io.throughline.core.parse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Derives an event's id from where its record is, so that whoever reads the record again, at any time, gets the same id. */
public final class EventId {
    private static final int BYTES = 16;

    private EventId() {}

    /**
     * The first 128 bits of SHA-256 over the source's name in UTF-8 and the offset in 8 bytes, big endian.
     *
     * @return 32 lower-case hex digits
     */
    public static String of(String source, long offset) {
        byte[] name = source.getBytes(StandardCharsets.UTF_8);
        byte[] input = ByteBuffer.allocate(name.length + Long.BYTES)
                .put(name)
                .putLong(offset)
                .array();
        return HexFormat.of().formatHex(sha256().digest(input), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
