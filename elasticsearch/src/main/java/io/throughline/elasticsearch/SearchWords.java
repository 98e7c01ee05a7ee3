package io.throughline.elasticsearch;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The words within joined identifiers, as a field of their own beside the message. Elasticsearch's standard tokenizer takes
 * {@code java.lang.NullPointerException} and {@code order_id} for one word each (Unicode UAX #29: no break at a dot between letters
 * or at an underscore), and the bare server has no other tokenizer; with this field {@code NullPointerException} finds the line.
 */
final class SearchWords {
    static final String FIELD = "throughline.words";

    /** Characters; the words of what comes after are found only as the tokenizer has them. */
    private static final int LIMIT = 2_048;

    private SearchWords() {}

    /** Writes the field if there are such words. */
    static void write(JsonGenerator json, String message, @Nullable String logger) throws IOException {
        String words = of(message, logger);
        if (!words.isEmpty()) {
            json.writeStringField(FIELD, words);
        }
    }

    /** The parts of every joined identifier of the message, and the class name of the logger, separated by blanks. */
    static String of(String message, @Nullable String logger) {
        StringBuilder words = null;
        if (logger != null) {
            words = new StringBuilder(64).append(logger, logger.lastIndexOf('.') + 1, logger.length());
        }
        int length = message.length();
        int at = 0;
        while (at < length && (words == null || words.length() < LIMIT)) {
            if (!inWord(message.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            boolean joined = false;
            boolean letters = false;
            while (at < length && (inWord(message.charAt(at)) || joins(message, at))) {
                char c = message.charAt(at++);
                joined |= !inWord(c);
                letters |= c > '9';
            }
            // Numbers and addresses stay whole: their parts mean nothing.
            if (joined && letters) {
                words = append(words, message, start, Math.min(at, start + LIMIT));
            }
        }
        return words == null ? "" : words.toString();
    }

    private static StringBuilder append(@Nullable StringBuilder words, String message, int start, int end) {
        StringBuilder target = words == null ? new StringBuilder(64) : words.append(' ');
        for (int i = start; i < end; i++) {
            char c = message.charAt(i);
            target.append(inWord(c) ? c : ' ');
        }
        return target;
    }

    private static boolean inWord(char c) {
        if (c >= 128) {
            return Character.isLetterOrDigit(c);
        }
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean joins(String text, int at) {
        char c = text.charAt(at);
        return (c == '.' || c == '_' || c == ':' || c == '\'')
                && at + 1 < text.length()
                && (inWord(text.charAt(at + 1)) || text.charAt(at + 1) == '_');
    }
}
