package io.throughline.core.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells whether a text is recognisably the start of a message, rather than the middle of one. */
final class MessageStart {
    private static final byte[][] LEVELS = levels(
            "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL", "SEVERE", "PANIC");

    private MessageStart() {}

    /** @param bytes hold the text as Docker writes it, escaped as in JSON */
    static boolean at(byte[] bytes, int from, int to) {
        int start = from;
        // Colours, brackets and blanks may come first: \u001b[32mINFO, [INFO], [2023-...
        if (matches("\\u001b[", bytes, start, to)) {
            start += 7;
            while (start < to && bytes[start] != 'm') {
                start++;
            }
            start = Math.min(to, start + 1);
        }
        if (start < to && (bytes[start] == '[' || bytes[start] == ' ')) {
            start++;
        }
        return matches("{\\\"", bytes, start, to) || time(bytes, start, to) || level(bytes, start, to);
    }

    /** {@code 2023-01-29}, {@code 2023/01/29}, {@code 29/Jan/2023}, {@code 16:42:09}, or an address as in an access log. */
    private static boolean time(byte[] bytes, int from, int to) {
        return shaped("dddd-dd-dd", bytes, from, to)
                || shaped("dddd/dd/dd", bytes, from, to)
                || shaped("dd:dd:dd", bytes, from, to)
                || shaped("dd/aaa/dddd", bytes, from, to)
                || address(bytes, from, to);
    }

    private static boolean address(byte[] bytes, int from, int to) {
        int dots = 0;
        int at = from;
        while (at < to && at - from < 16 && (digit(bytes[at]) || bytes[at] == '.')) {
            dots += bytes[at] == '.' ? 1 : 0;
            at++;
        }
        return dots == 3 && matches(" - ", bytes, at, to);
    }

    private static boolean level(byte[] bytes, int from, int to) {
        for (byte[] level : LEVELS) {
            int end = from + level.length;
            if (end < to
                    && Arrays.equals(level, 0, level.length, bytes, from, end)
                    && !letter(bytes[end])
                    && bytes[end] != '_') {
                return true;
            }
        }
        return false;
    }

    /** d: a digit, a: a letter, anything else: itself. */
    private static boolean shaped(String shape, byte[] bytes, int from, int to) {
        if (to - from < shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            byte b = bytes[from + i];
            boolean fits = switch (shape.charAt(i)) {
                case 'd' -> digit(b);
                case 'a' -> letter(b);
                default -> b == shape.charAt(i);
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(String text, byte[] bytes, int from, int to) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean letter(byte b) {
        return (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }

    private static byte[][] levels(String... names) {
        return Arrays.stream(names)
                .map(name -> name.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }
}
