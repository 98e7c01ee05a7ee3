package io.throughline.core.parse;

import org.jspecify.annotations.Nullable;

/**
 * Any other line: a time at its start or in its first brackets and a level near it where there are any; the whole line is the
 * message. So an access line that was cut still has its time.
 */
final class PlainText {
    /** A level stands among the first words, as in {@code 2026-11-22 10:00:00 [main] WARN ...}. */
    private static final int WORDS = 5;

    /** A time within brackets stands behind addresses and names at most. */
    private static final int MAX_HEAD = 256;

    private PlainText() {}

    static void read(String text, Draft draft, TimeScanner times) {
        int rest = 0;
        if (hasTime(text, times)) {
            draft.time(times);
            rest = times.end();
        }
        draft.level = level(text, rest);
        draft.levelIsGuess = true;
        draft.message(text);
    }

    private static boolean hasTime(String text, TimeScanner times) {
        if (times.scan(text, 0)) {
            return true;
        }
        int bracket = text.indexOf('[');
        return bracket >= 0 && bracket < MAX_HEAD && times.scan(text, bracket + 1);
    }

    private static @Nullable String level(String text, int from) {
        int start = from;
        for (int word = 0; word < WORDS && start < text.length(); word++) {
            start = skipMarks(text, start);
            int end = start;
            while (end < text.length() && Character.isLetter(text.charAt(end))) {
                end++;
            }
            String level =
                    isUpper(text, start, end) || isMarked(text, start, end) ? Levels.ofWord(text, start, end) : null;
            if (level != null) {
                return level;
            }
            start = Text.wordEnd(text, end);
        }
        return null;
    }

    private static int skipMarks(String text, int from) {
        int i = from;
        while (i < text.length() && " \t[(<|,-".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    /** A word in running text may be "error"; one in capitals is meant as a level. */
    private static boolean isUpper(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isUpperCase(text.charAt(i))) {
                return false;
            }
        }
        return to > from;
    }

    /** {@code [error]}, {@code <warn>} and {@code error: ...} are levels in small letters too. */
    private static boolean isMarked(String text, int from, int to) {
        boolean before = from > 0 && "[(<|".indexOf(text.charAt(from - 1)) >= 0;
        return to < text.length()
                && (before ? "])>|".indexOf(text.charAt(to)) >= 0 : text.charAt(to) == ':' && from == 0);
    }
}
