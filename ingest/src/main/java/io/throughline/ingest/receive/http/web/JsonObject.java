package io.throughline.ingest.receive.http.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object where it lies in a body.
 *
 * @param number in the body, from 1
 * @param from of its opening brace
 * @param to behind its closing brace
 * @param members the names of its own members
 * @param values texts of those plain members that were asked for; nested ones with dots
 */
public record JsonObject(int number, byte[] bytes, int from, int to, Set<String> members, Map<String, String> values) {
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final JsonObject EMPTY = new JsonObject(1, new byte[] {'{', '}'}, 0, 2, Set.of(), Map.of());

    /** An object of texts only. */
    public static byte[] of(Map<String, String> members) {
        return EMPTY.with(members);
    }

    public @Nullable String value(String name) {
        return values.get(name);
    }

    /** The first that is there. */
    public @Nullable String firstOf(String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    public int length() {
        return to - from;
    }

    /**
     * The object as one line, its own bytes behind the members that are added.
     *
     * @param added no names that are among its own members
     */
    public byte[] with(Map<String, String> added) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(length() + 64 * added.size());
        line.write('{');
        boolean first = true;
        for (Map.Entry<String, String> member : added.entrySet()) {
            if (!first) {
                line.write(',');
            }
            first = false;
            string(line, member.getKey());
            line.write(':');
            string(line, member.getValue());
        }
        int next = firstMember();
        if (!first && bytes[next] != '}') {
            line.write(',');
        }
        for (int i = next; i < to; i++) {
            // Strings have no line ends of their own: these are between members.
            boolean lineEnd = bytes[i] == '\n' || bytes[i] == '\r';
            line.write(lineEnd ? ' ' : bytes[i]);
        }
        return line.toByteArray();
    }

    /** Of its first name's quote, or of the closing brace. */
    private int firstMember() {
        int at = from + 1;
        while (bytes[at] != '"' && bytes[at] != '}') {
            at++;
        }
        return at;
    }

    private static void string(ByteArrayOutputStream line, String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                escaped.append(c);
            }
        }
        line.writeBytes(escaped.append('"').toString().getBytes(StandardCharsets.UTF_8));
    }
}
