package io.throughline.core.template;

import java.util.Arrays;
import java.util.Locale;

/** A few words that {@link MessageMask} knows; compared without regard to case, without making a string. */
final class Words {
    /** Behind these, {@code =} and {@code :} are followed by what happened, not by a value. */
    static final Words TELLING = new Words(
            "msg",
            "message",
            "error",
            "err",
            "event",
            "reason",
            "action",
            "level",
            "severity",
            "operation",
            "op",
            "component",
            "module",
            "logger",
            "cause",
            "warning",
            "info",
            "debug");

    /** What may follow a number without being part of the message: the same place writes 900 B and 3 KB, CET and CEST. */
    static final Words UNITS = new Words(
            "ns", "us", "ms", "s", "m", "h", "d", "sec", "secs", "min", "mins", "hours", "days", "B", "KB", "MB", "GB",
            "TB", "KiB", "MiB", "GiB", "bytes", "AM", "PM", "UTC", "GMT", "CET", "CEST", "EST", "EDT", "CST", "CDT",
            "PST", "PDT");

    private static final Words CALENDAR = new Words(
            "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
            "Sep", "Oct", "Nov", "Dec");

    private static final int MAX = 16;

    private final char[][][] byLength = new char[MAX][][];

    private Words(String... words) {
        for (int length = 0; length < MAX; length++) {
            int wanted = length;
            byLength[length] = Arrays.stream(words)
                    .filter(word -> word.length() == wanted)
                    .map(word -> word.toLowerCase(Locale.ROOT).toCharArray())
                    .toArray(char[][]::new);
        }
    }

    boolean has(char[] text, int from, int to) {
        int length = to - from;
        if (length >= MAX) {
            return false;
        }
        for (char[] word : byLength[length]) {
            if (matches(word, text, from)) {
                return true;
            }
        }
        return false;
    }

    /** {@code Sat}, {@code May}: the first letter is a capital, the others are not. */
    static boolean isCalendar(char[] text, int from, int to) {
        return to - from == 3
                && Character.isUpperCase(text[from])
                && Character.isLowerCase(text[from + 1])
                && CALENDAR.has(text, from, to);
    }

    /** {@code SocketTimeoutException}, {@code TypeError}. */
    static boolean endsLikeFailure(char[] text, int from, int to) {
        return endsWith(text, from, to, "exception") || endsWith(text, from, to, "error");
    }

    private static boolean endsWith(char[] text, int from, int to, String end) {
        int start = to - end.length();
        if (start < from) {
            return false;
        }
        for (int i = 0; i < end.length(); i++) {
            if ((text[start + i] | 0x20) != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(char[] word, char[] text, int from) {
        for (int i = 0; i < word.length; i++) {
            if ((text[from + i] | 0x20) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
