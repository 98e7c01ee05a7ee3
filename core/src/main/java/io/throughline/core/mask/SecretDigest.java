package io.throughline.core.mask;

import io.throughline.core.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** HMAC-SHA-256 of a secret (RFC 2104), without the backslashes of the text around it: alike in a line and in JSON. */
final class SecretDigest {
    private static final int BLOCK_BYTES = 64;
    private static final int INNER = 0x36;
    private static final int OUTER = 0x5c;

    private final MessageDigest sha = Sha256.newDigest();
    private final byte[] inner;
    private final byte[] outer;

    SecretDigest(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(bytes.length > BLOCK_BYTES ? Sha256.of(bytes) : bytes, BLOCK_BYTES);
        inner = padded(block, INNER);
        outer = padded(block, OUTER);
    }

    byte[] of(byte[] bytes, int from, int to) {
        sha.update(inner);
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\\') {
                sha.update(bytes[i]);
            }
        }
        byte[] within = sha.digest();
        sha.update(outer);
        return sha.digest(within);
    }

    private static byte[] padded(byte[] block, int pad) {
        byte[] padded = new byte[BLOCK_BYTES];
        for (int i = 0; i < BLOCK_BYTES; i++) {
            padded[i] = (byte) (block[i] ^ pad);
        }
        return padded;
    }
}
