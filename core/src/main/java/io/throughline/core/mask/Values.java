package io.throughline.core.mask;

/** Tells a secret value from a word, a count or a placeholder, by the {@link Keys.Rule} of its name. */
final class Values {
    private static final int SHORTEST_SECRET = 4;
    private static final int SHORTEST_NUMBER = 6;
    private static final int SHORTEST_IN_PROSE = 8;
    private static final int LONG_IN_PROSE = 20;
    private static final int LONG = 20;
    private static final int SHORTEST_SESSION = 12;
    private static final int SHORTEST_PLACEHOLDER = 3;
    private static final int MAX_CODE_DIGITS = 12;

    private Values() {}

    static boolean secret(Line line, KeyNames.Row row, int from, int end, boolean quoted) {
        if (end <= from
                || MaskMark.end(line, from) == end
                || KeyedValue.nothing(line, from, end)
                || placeholder(line, from, end)) {
            return false;
        }
        int length = end - from;
        boolean number = digits(line, from, end) == length;
        boolean prose = line.prose && !quoted;
        return switch (row.rule()) {
            case PASSWORD ->
                !row.whole()
                        || (!path(line, from)
                                && !(number && length < SHORTEST_SECRET)
                                && !(prose && !random(line, from, end)));
            case SECRET, RANDOM ->
                length >= SHORTEST_SECRET
                        && !(number && length < SHORTEST_NUMBER)
                        && !(prose && !random(line, from, end));
            case SESSION ->
                length >= SHORTEST_SESSION
                        && !number
                        && line.bytes[from + 1] != 'x'
                        && !(prose && !random(line, from, end));
            case LONG -> length >= LONG;
            case DIGITS -> number && length >= 3 && length <= MAX_CODE_DIGITS;
            case COOKIES, CREDENTIALS, NEVER -> false;
        };
    }

    /** Whether it is hardly a word of a language: eight characters with a digit, or 20. */
    static boolean random(Line line, int from, int end) {
        int length = end - from;
        return length >= LONG_IN_PROSE || (length >= SHORTEST_IN_PROSE && digits(line, from, end) > 0);
    }

    /** What a program wrote instead: stars, or a place in a template. */
    private static boolean placeholder(Line line, int from, int end) {
        byte first = line.bytes[from];
        if (end - from >= 2 && (first == '$' || first == '{' || first == '%')) {
            byte second = line.bytes[from + 1];
            if (second == '{'
                    || second == '('
                    || (first == '%' && end - from == 2 && (second == 's' || second == 'v' || second == 'd'))) {
                return true;
            }
        }
        if ("*xX#.-".indexOf(first) < 0 || (first != '*' && end - from < SHORTEST_PLACEHOLDER)) {
            return false;
        }
        for (int i = from + 1; i < end; i++) {
            if (line.bytes[i] != first) {
                return false;
            }
        }
        return true;
    }

    private static boolean path(Line line, int from) {
        return line.bytes[from] == '/' || line.bytes[from] == '~';
    }

    private static int digits(Line line, int from, int end) {
        int count = 0;
        for (int i = from; i < end; i++) {
            count += Chars.digit(line.bytes[i]) ? 1 : 0;
        }
        return count;
    }
}
