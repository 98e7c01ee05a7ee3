package io.throughline.core.frame;

import java.util.Arrays;

/**
 * Which lines of a text are one message.
 *
 * <p>{@code traces}: the stack traces of Java, Python, Go, .NET, Node and Ruby, with the line that they follow; any other line
 * is a message. {@code off}: every line is one. Anything else is how a message's first line begins, and all other lines belong
 * to the one before: {@code #} stands for a digit, {@code @} for a letter, {@code ?} for any byte, what is behind a backslash
 * and every other character for itself, as in {@code ####-##-## ##:##}. It is looked for at the line's start alone, so that
 * one step a character is all it costs.
 */
public final class Multiline {
    public static final Multiline TRACES = new Multiline(true, new byte[0], new byte[0]);
    public static final Multiline OFF = new Multiline(false, new byte[0], new byte[0]);

    private static final int MAX_PATTERN = 256;
    private static final byte ITSELF = 0;

    private final boolean traces;
    private final byte[] kinds;
    private final byte[] bytes;

    private Multiline(boolean traces, byte[] kinds, byte[] bytes) {
        this.traces = traces;
        this.kinds = kinds;
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException the pattern says nothing, is too long or has a character that is no ASCII */
    public static Multiline of(String text) {
        return switch (text) {
            case "traces" -> TRACES;
            case "off" -> OFF;
            default -> pattern(text);
        };
    }

    boolean traces() {
        return traces;
    }

    /** Whether there is a pattern for the line that begins a message. */
    boolean hasStart() {
        return bytes.length > 0;
    }

    /** Whether a message begins with this line, where there is a pattern. */
    boolean starts(byte[] line, int from, int to) {
        if (to - from < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            byte b = line[from + i];
            boolean fits = switch (kinds[i]) {
                case '#' -> b >= '0' && b <= '9';
                case '@' -> (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
                case '?' -> true;
                default -> b == bytes[i];
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static Multiline pattern(String text) {
        if (text.isBlank() || text.length() > MAX_PATTERN || text.chars().anyMatch(c -> c >= 0x7f)) {
            throw new IllegalArgumentException(
                    "must be traces, off or how a message begins, in at most " + MAX_PATTERN + " characters of ASCII");
        }
        byte[] kinds = new byte[text.length()];
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                bytes[length++] = (byte) text.charAt(++i);
            } else {
                kinds[length] = "#@?".indexOf(c) >= 0 ? (byte) c : ITSELF;
                bytes[length++] = (byte) c;
            }
        }
        return new Multiline(false, Arrays.copyOf(kinds, length), Arrays.copyOf(bytes, length));
    }
}
