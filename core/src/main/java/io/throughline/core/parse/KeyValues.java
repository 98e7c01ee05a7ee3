package io.throughline.core.parse;

import java.util.Set;

/** {@code name=value} and {@code name="a value"} pairs: whole lines of them (logfmt), or among the words of a message. */
final class KeyValues {
    /** A message may be long; what it says of its request stands near its start. */
    private static final int MAX_CHARS = 4096;

    private KeyValues() {}

    /** Whether the text is nothing but pairs: the first word and the second are. */
    static boolean isLogfmt(String text) {
        int first = nameEnd(text, 0);
        if (first <= 0 || first + 1 >= text.length() || text.charAt(first) != '=') {
            return false;
        }
        int second = Text.skipBlanks(text, valueEnd(text, first + 1));
        int secondEnd = nameEnd(text, second);
        return secondEnd > second && secondEnd < text.length() && text.charAt(secondEnd) == '=';
    }

    /** Puts every pair of a line of logfmt. */
    static void readAll(String text, Fields fields, Draft draft) {
        int from = 0;
        while (from < text.length()) {
            int nameEnd = nameEnd(text, from);
            if (nameEnd > from && nameEnd < text.length() && text.charAt(nameEnd) == '=') {
                int valueEnd = valueEnd(text, nameEnd + 1);
                fields.put(text.substring(from, nameEnd), value(text, nameEnd + 1, valueEnd), draft);
                from = Text.skipBlanks(text, valueEnd);
            } else {
                from = Text.skipBlanks(text, Math.max(from + 1, Text.wordEnd(text, from)));
            }
        }
    }

    /** Puts the wanted pairs among a message's words: a pair begins where a word begins. */
    static void readSome(String text, Fields fields, Set<Field> wanted) {
        int end = Math.min(text.length(), MAX_CHARS);
        int equals = text.indexOf('=');
        while (equals > 0 && equals < end) {
            int from = equals;
            while (from > 0 && isNameChar(text.charAt(from - 1))) {
                from--;
            }
            int valueEnd = valueEnd(text, equals + 1);
            if (from < equals && (from == 0 || startsWord(text.charAt(from - 1)))) {
                fields.putIf(text.substring(from, equals), value(text, equals + 1, valueEnd), wanted);
            }
            equals = text.indexOf('=', Math.max(valueEnd, equals + 1));
        }
    }

    private static boolean startsWord(char before) {
        return before == ' ' || before == '[' || before == '{' || before == ',' || before == '\t';
    }

    private static int nameEnd(String text, int from) {
        int i = from;
        while (i < text.length() && isNameChar(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isNameChar(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '@';
    }

    private static int valueEnd(String text, int from) {
        if (from < text.length() && text.charAt(from) == '"') {
            int i = from + 1;
            while (i < text.length() && text.charAt(i) != '"') {
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
            return Math.min(text.length(), i + 1);
        }
        return Text.wordEnd(text, from);
    }

    private static String value(String text, int from, int to) {
        if (to - from >= 2 && text.charAt(from) == '"' && text.charAt(to - 1) == '"') {
            String inner = text.substring(from + 1, to - 1);
            return inner.indexOf('\\') < 0
                    ? inner
                    : inner.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
        }
        int end = to;
        while (end > from && ",;]})".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(from, end);
    }
}
