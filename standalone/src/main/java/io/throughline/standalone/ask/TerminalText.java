package io.throughline.standalone.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of strangers made safe for a terminal. A log line may hold anything: escape sequences that rename the window or write into
 * the input, control characters that hide what came before, bidirectional overrides that show another order than there is. All
 * such characters are shown as what they are ({@code \x1b}, {@code \}{@code u202e}). Everything that comes from the API passes here.
 */
final class TerminalText {
    private static final String TAB = "    ";

    private TerminalText() {}

    /** The text on one line: line breaks are escaped too. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> append(safe, character));
        return safe.toString();
    }

    /** The text's lines, each escaped. Trailing empty lines are dropped; at least one is given. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\r?\n", -1)) {
            lines.add(escape(line));
        }
        while (lines.size() > 1 && lines.getLast().isBlank()) {
            lines.removeLast();
        }
        return lines;
    }

    /**
     * JSON with the same meaning, in which no character can act on a terminal: there they stand in strings only, where JSON has an
     * escape for every one of them.
     */
    static String json(String json) {
        StringBuilder safe = new StringBuilder(json.length() + 16);
        json.codePoints().forEach(character -> {
            if (character == '\n' || character == '\r' || character == '\t' || isHarmless(character)) {
                safe.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    safe.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return safe.toString();
    }

    /** Columns that escaped text takes: two for East Asian wide characters and emoji, none for combining marks. */
    static int columns(String text) {
        return text.codePoints().map(TerminalText::columns).sum();
    }

    /** At most so many columns of escaped text, with an ellipsis where it was cut, filled up with spaces. */
    static String fit(String text, int width) {
        int columns = columns(text);
        return columns <= width ? text + " ".repeat(width - columns) : fit(cut(text, width - 1) + "…", width);
    }

    /** Escaped text in pieces of at most so many columns, broken after a space where one is near; at least one piece. */
    static List<String> wrap(String text, int width) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (columns(rest) > width) {
            int end = breakAt(rest, cut(rest, width).length());
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        if (!rest.isEmpty() || pieces.isEmpty()) {
            pieces.add(rest);
        }
        return pieces;
    }

    private static int breakAt(String text, int end) {
        if (end == 0) {
            // A character wider than the terminal still has to go somewhere.
            return text.offsetByCodePoints(0, 1);
        }
        int space = text.charAt(end) == ' ' ? end : text.lastIndexOf(' ', end - 1);
        return space > end / 2 ? Math.min(space + 1, text.length()) : end;
    }

    private static String cut(String text, int width) {
        int columns = 0;
        int end = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            columns += columns(character);
            if (columns > width) {
                break;
            }
            end += Character.charCount(character);
        }
        return text.substring(0, end);
    }

    private static void append(StringBuilder safe, int character) {
        if (character == '\t') {
            safe.append(TAB);
        } else if (character == '\n') {
            safe.append("\\n");
        } else if (character == '\r') {
            safe.append("\\r");
        } else if (isHarmless(character)) {
            safe.appendCodePoint(character);
        } else if (character < 0x100) {
            safe.append(String.format("\\x%02x", character));
        } else if (character < 0x10000) {
            safe.append(String.format("\\u%04x", character));
        } else {
            safe.append(String.format("\\u{%x}", character));
        }
    }

    /** Characters that only draw: no controls, no formats (bidirectional, zero-width, tags), no halves of pairs, nothing unknown. */
    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static int columns(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = (character >= 0x1100 && character <= 0x115f)
                || (character >= 0x2e80 && character <= 0xa4cf)
                || (character >= 0xac00 && character <= 0xd7a3)
                || (character >= 0xf900 && character <= 0xfaff)
                || (character >= 0xfe30 && character <= 0xfe6f)
                || (character >= 0xff00 && character <= 0xff60)
                || (character >= 0xffe0 && character <= 0xffe6)
                || (character >= 0x1f300 && character <= 0x1faff)
                || (character >= 0x20000 && character <= 0x3fffd);
        return wide ? 2 : 1;
    }
}
