package io.throughline.core.template;

import io.throughline.core.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What messages of one place in a program have in common: {@code Order <*> paid in <*>}.
 *
 * @param id 16 lower-case hex digits of the text's SHA-256: the same on every host, after every restart and replay
 * @param text at most {@link #MAX_CHARS} characters
 */
public record MessageTemplate(String id, String text) {
    /** Stands for whatever differs from message to message. */
    public static final String VARIABLE = "<*>";

    /** Ends a text that a limit cut. */
    public static final String CUT = "<...>";

    public static final int MAX_CHARS = 512;

    private static final int ID_BYTES = 8;

    /** The template of this text. */
    public static MessageTemplate ofText(String text) {
        return new MessageTemplate(idOf(text), text);
    }

    /** The id that belongs to a template's text. */
    public static String idOf(String text) {
        byte[] digest = Sha256.of(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, ID_BYTES);
    }
}
