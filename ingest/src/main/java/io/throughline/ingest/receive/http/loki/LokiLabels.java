package io.throughline.ingest.receive.http.loki;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Labels as Prometheus and Loki write them: {@code {app="shop", env="a \"b\""}}, the values quoted as Go quotes strings, or between
 * backquotes.
 */
final class LokiLabels {
    private final String text;
    private int at;

    private LokiLabels(String text) {
        this.text = text;
    }

    /** Null for what is none. */
    static @Nullable Map<String, String> read(String text) {
        return new LokiLabels(text.strip()).all();
    }

    private @Nullable Map<String, String> all() {
        Map<String, String> labels = new LinkedHashMap<>();
        if (!take('{')) {
            return null;
        }
        while (!take('}')) {
            String name = name();
            String value = take('=') ? value() : null;
            if (name.isEmpty() || value == null) {
                return null;
            }
            labels.put(name, value);
            if (!take(',') && peek() != '}') {
                return null;
            }
        }
        return at == text.length() ? labels : null;
    }

    private String name() {
        blanks();
        int from = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == ':' || peek() == '.') {
            at++;
        }
        return text.substring(from, at);
    }

    private @Nullable String value() {
        blanks();
        if (take('`')) {
            int end = text.indexOf('`', at);
            String raw = end < 0 ? null : text.substring(at, end);
            at = end + 1;
            return raw;
        }
        if (!take('"')) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c != '\\') {
                value.append(c);
            } else if (!escape(value)) {
                return null;
            }
        }
        return null;
    }

    private boolean escape(StringBuilder value) {
        char c = peek();
        at++;
        switch (c) {
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'n' -> value.append('\n');
            case 'r' -> value.append('\r');
            case 't' -> value.append('\t');
            case 'v' -> value.append('\u000b');
            case '\\', '"', '\'' -> value.append(c);
            case 'x' -> {
                return code(value, 2, 16);
            }
            case 'u' -> {
                return code(value, 4, 16);
            }
            case 'U' -> {
                return code(value, 8, 16);
            }
            case '0', '1', '2', '3' -> {
                at--;
                return code(value, 3, 8);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean code(StringBuilder value, int digits, int radix) {
        if (at + digits > text.length()) {
            return false;
        }
        long code = 0;
        for (int end = at + digits; at < end; at++) {
            int digit = Character.digit(text.charAt(at), radix);
            if (digit < 0) {
                return false;
            }
            code = code * radix + digit;
        }
        if (code > Character.MAX_CODE_POINT) {
            return false;
        }
        value.appendCodePoint((int) code);
        return true;
    }

    private boolean take(char c) {
        blanks();
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private void blanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** 0 beyond the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
