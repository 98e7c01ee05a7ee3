package io.throughline.stream.detect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** An alert's id: the same for the same rule, version, key and beginning, so a replay writes the same alert. */
public final class AlertId {
    private AlertId() {}

    public static String of(String rule, int version, String key, Instant begin) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash =
                    digest.digest((rule + '\0' + version + '\0' + key + '\0' + begin).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
