package io.throughline.elasticsearch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Document ids: what they are derived from is partly chosen by strangers (trace ids, service names), so they are made harmless. */
final class DocumentIds {
    /** Elasticsearch takes 512 bytes. Ids in use have at most 64 characters. */
    private static final int MAX_LENGTH = 128;

    private DocumentIds() {}

    /** The id itself if it is short and of letters, digits and {@code -_.:} only; else a hash of it. */
    static String safe(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return hash(id);
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            // A leading underscore or dot is a name of Elasticsearch's own.
            if (!plain && !(i > 0 && (c == '-' || c == '_' || c == '.' || c == ':'))) {
                return hash(id);
            }
        }
        return id;
    }

    /** One id of several parts; different parts never give the same id. */
    static String of(Instant time, String... parts) {
        StringBuilder text = new StringBuilder(128).append(time.getEpochSecond());
        for (String part : parts) {
            text.append('\0').append(part.length()).append(':').append(part);
        }
        return hash(text.toString());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "h" + HexFormat.of().formatHex(digest, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
