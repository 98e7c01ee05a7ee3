package io.throughline.ingest.receive.syslog;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code <165>1 2003-10-11T22:14:15.003Z host app procid msgid [id name="value"] text}, a dash for what is not there (RFC 5424, 6).
 */
final class Rfc5424 {
    private static final int MAX_VALUES = 64;
    private static final int WORDS = 5;

    private final String text;
    private final Map<String, String> structured = new LinkedHashMap<>();
    private int at;
    private int omitted;

    private Rfc5424(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /**
     * @param from behind the priority
     * @return null where the text has another form
     */
    static @Nullable SyslogMessage parse(String text, int from, int priority) {
        return text.startsWith("1 ", from) ? new Rfc5424(text, from + 2).message(priority) : null;
    }

    private @Nullable SyslogMessage message(int priority) {
        @Nullable String[] words = new @Nullable String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            int end = text.indexOf(' ', at);
            if (end <= at) {
                return null;
            }
            words[i] = end == at + 1 && text.charAt(at) == '-' ? null : text.substring(at, end);
            at = end + 1;
        }
        Instant time = time(words[0]);
        if (words[0] != null && time == null) {
            return null;
        }
        structuredData();
        return new SyslogMessage(priority, time, words[1], words[2], words[3], words[4], structured, omitted, rest());
    }

    /** RFC 3339. */
    static @Nullable Instant time(@Nullable String word) {
        if (word == null || word.length() < 20) {
            return null;
        }
        try {
            return OffsetDateTime.parse(word).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private String rest() {
        int from = at < text.length() && text.charAt(at) == ' ' ? at + 1 : Math.min(at, text.length());
        // The mark of UTF-8 that 6.4 asks for.
        return text.substring(text.startsWith("\ufeff", from) ? from + 1 : from);
    }

    /** From where an element is broken, all is text. */
    private void structuredData() {
        if (at < text.length() && text.charAt(at) == '-') {
            at++;
            return;
        }
        while (at < text.length() && text.charAt(at) == '[') {
            int end = element();
            if (end < 0) {
                return;
            }
            at = end;
        }
    }

    /** Behind the element that begins here; below 0 where it is broken. */
    private int element() {
        int i = nameEnd(at + 1);
        String id = text.substring(at + 1, i);
        while (!id.isEmpty() && i < text.length()) {
            if (text.charAt(i) == ']') {
                return i + 1;
            }
            int name = i + 1;
            int equals = nameEnd(name);
            if (text.charAt(i) != ' ' || equals == name || !text.startsWith("=\"", equals)) {
                return -1;
            }
            StringBuilder value = new StringBuilder();
            i = value(equals + 2, value);
            if (i < 0) {
                return -1;
            }
            put(id + "." + text.substring(name, equals), value.toString());
        }
        return -1;
    }

    private void put(String name, String value) {
        if (structured.size() < MAX_VALUES || structured.containsKey(name)) {
            // A name may come several times, as "ip" in the RFC's own example.
            structured.merge(name, value, (first, next) -> first + ", " + next);
        } else {
            omitted++;
        }
    }

    /** Behind the closing quote; below 0 where there is none. */
    private int value(int from, StringBuilder value) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            boolean escape = c == '\\' && i + 1 < text.length() && "\"\\]".indexOf(text.charAt(i + 1)) >= 0;
            value.append(escape ? text.charAt(++i) : c);
        }
        return -1;
    }

    private int nameEnd(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) > ' ' && "=]\"[".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
