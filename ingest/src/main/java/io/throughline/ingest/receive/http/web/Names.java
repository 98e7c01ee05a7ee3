package io.throughline.ingest.receive.http.web;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What strangers call things, made fit to be keys and names: of bounded length, without control characters. */
public final class Names {
    private static final int MAX_SOURCE_CHARS = 256;
    private static final int MAX_NAME_CHARS = 256;
    private static final int DIGEST_BYTES = 8;

    private Names() {}

    /** {@code http:shop.orders}; what is too long ends in a digest of the whole, so that two long names stay two. */
    static String source(String protocol, String stream) {
        String source = protocol + ":" + clean(stream);
        if (source.length() <= MAX_SOURCE_CHARS) {
            return source;
        }
        byte[] digest = Digests.sha256(stream.getBytes(StandardCharsets.UTF_8));
        String end = "~" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        return cut(source, MAX_SOURCE_CHARS - end.length()) + end;
    }

    /** Null for a blank one. */
    public static @Nullable String name(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return cut(clean(text.strip()), MAX_NAME_CHARS);
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isUnfit(c) ? '_' : c));
        return clean.toString();
    }

    private static boolean isUnfit(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        boolean within = Character.isHighSurrogate(text.charAt(maxChars - 1));
        return text.substring(0, within ? maxChars - 1 : maxChars);
    }
}
