package io.throughline.stream.correlate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a credential: 64 bits of its HMAC-SHA-256 (RFC 2104), as 16 hex digits. With {@code mask.digest-key} nobody without the key can try whether a
 * digest is of a given credential; without it the key is known to all, which is enough for tokens that cannot be guessed.
 */
final class CredentialDigest {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String KNOWN = "throughline credentials";

    private final Mac mac;

    CredentialDigest(@Nullable String key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            byte[] bytes = (key == null ? KNOWN : key).getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    String of(String credential) {
        return HexFormat.of().formatHex(mac.doFinal(credential.getBytes(StandardCharsets.UTF_8)), 0, 8);
    }
}
