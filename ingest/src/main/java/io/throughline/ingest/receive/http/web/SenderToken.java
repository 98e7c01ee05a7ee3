package io.throughline.ingest.receive.http.web;

import io.throughline.core.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The secret that senders show. It is kept and compared as a digest, in a time that does not tell how much of a guess was right, and
 * never prints.
 */
public final class SenderToken {
    private final byte[] digest;

    private SenderToken(byte[] digest) {
        this.digest = digest;
    }

    public static SenderToken of(String token) {
        return new SenderToken(Sha256.of(token.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Whether an {@code Authorization} header shows the token: {@code Bearer TOKEN}; or, for senders that know no bearer, as the
     * password of any user ({@code Basic}) or as the secret of any Elasticsearch API key ({@code ApiKey}, base64 of
     * {@code id:secret}).
     */
    public boolean isShownBy(@Nullable String authorization) {
        int blank = authorization == null ? -1 : authorization.indexOf(' ');
        if (authorization == null || blank < 0) {
            return false;
        }
        String shown = authorization.substring(blank + 1).strip();
        return switch (authorization.substring(0, blank).toLowerCase(Locale.ROOT)) {
            case "bearer" -> matches(shown.getBytes(StandardCharsets.UTF_8));
            case "basic", "apikey" -> matchesSecret(shown);
            default -> false;
        };
    }

    private boolean matchesSecret(String encoded) {
        byte[] pair;
        try {
            pair = Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String text = new String(pair, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        return colon >= 0 && matches(text.substring(colon + 1).getBytes(StandardCharsets.UTF_8));
    }

    private boolean matches(byte[] shown) {
        return MessageDigest.isEqual(digest, Sha256.of(shown));
    }

    @Override
    public String toString() {
        return "***";
    }
}
