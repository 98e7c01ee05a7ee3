package io.throughline.ingest.receive.peers;

import io.throughline.core.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What strangers call things, made fit to be keys and names: of bounded length, without control characters. */
public final class Names {
    private static final int MAX_SOURCE_CHARS = 256;
    private static final int MAX_NAME_CHARS = 256;
    private static final int DIGEST_BYTES = 8;

    private Names() {}

    /** A stream of a sender: {@code http:host/shop.orders}; what is too long ends in a digest of the whole, so that two long names stay two. */
    public static String source(String protocol, String stream) {
        String source = protocol + ":" + clean(stream);
        if (source.length() <= MAX_SOURCE_CHARS) {
            return source;
        }
        byte[] digest = Sha256.of(stream.getBytes(StandardCharsets.UTF_8));
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

    /** The same of another length, and not null: for names that may be empty, and for lines of a log. */
    public static String clean(String text, int maxChars) {
        return clean(cut(text, maxChars));
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

    /** At most so many characters, and no half of a pair at the end. */
    public static String cut(String text, int maxChars) {
        if (text.length() <= maxChars) {
            return text;
        }
        boolean within = Character.isHighSurrogate(text.charAt(maxChars - 1));
        return text.substring(0, within ? maxChars - 1 : maxChars);
    }
}
