package io.throughline.core.rule.match;

import io.throughline.core.rule.Check;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;

/**
 * A part of {@code 2026-11-22T10:30:00Z}, or of a date alone, as it is written there: zones are not looked at. Source: Sigma Modifiers
 * Appendix 2.1, "Time Modifiers".
 */
final class TimeParts {
    private static final int DATE_CHARS = 10;
    private static final int MINUTE_CHARS = 16;

    private TimeParts() {}

    /** -1 where the characters are no such time. */
    static int of(Check.Unit unit, char[] text, int from, int to) {
        int length = to - from;
        if (length < DATE_CHARS || text[from + 4] != '-' || text[from + 7] != '-') {
            return -1;
        }
        int year = number(text, from, 4);
        int month = number(text, from + 5, 2);
        int day = number(text, from + 8, 2);
        boolean valid = year >= 1
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
        if (!valid) {
            return -1;
        }
        boolean timed =
                length >= MINUTE_CHARS && (text[from + 10] == 'T' || text[from + 10] == ' ') && text[from + 13] == ':';
        return switch (unit) {
            case YEAR -> year;
            case MONTH -> month;
            case DAY -> day;
            case WEEK -> LocalDate.of(year, month, day).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case HOUR -> timed ? number(text, from + 11, 2) : -1;
            case MINUTE -> timed ? number(text, from + 14, 2) : -1;
        };
    }

    private static int number(char[] text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return -1;
            }
            value = value * 10 + text[i] - '0';
        }
        return value;
    }
}
