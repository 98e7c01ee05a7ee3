package io.throughline.core.parse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Brings ids into the form of the schema. */
final class Ids {
    private static final int MAX_REQUEST_ID = 128;

    private Ids() {}

    /** 16 or 32 hex digits, also with a UUID's dashes or in X-Ray's form; null for none, which many write as zeros. */
    static @Nullable String traceId(String text) {
        String plain = text.length() > 32 ? withoutDashes(text) : text;
        return (plain.length() == 32 || plain.length() == 16) && isId(plain) ? lower(plain) : null;
    }

    /** 16 hex digits; shorter ones, as Jaeger writes them, are filled up. */
    static @Nullable String spanId(String text) {
        if (text.length() > 16 || text.length() < 8 || !isId(text)) {
            return null;
        }
        return lower(text.length() == 16 ? text : "0".repeat(16 - text.length()) + text);
    }

    /** Any text without blanks; null for what stands for none. */
    static @Nullable String requestId(String text) {
        String id = text.strip();
        boolean none = id.isEmpty() || id.equals("-") || id.equals("null") || id.equals("undefined");
        if (none || id.length() > MAX_REQUEST_ID) {
            return null;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) <= ' ' || id.charAt(i) == 0x7f) {
                return null;
            }
        }
        return id;
    }

    /** X-Ray: {@code 1-5759e988-bd862e3fe1be46a994272793}. */
    private static String withoutDashes(String text) {
        String rest = text.length() == 35 && text.startsWith("1-") ? text.substring(2) : text;
        return rest.length() <= 36 ? rest.replace("-", "") : rest;
    }

    private static boolean isId(String text) {
        boolean zero = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean hex = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
            if (!hex) {
                return false;
            }
            zero &= c == '0';
        }
        return !zero;
    }

    private static String lower(String hex) {
        return hex.toLowerCase(Locale.ROOT);
    }
}
