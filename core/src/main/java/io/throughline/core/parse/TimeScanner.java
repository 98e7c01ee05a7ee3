package io.throughline.core.parse;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads a time in one of the forms that logs have, at a place in a text. Hand-written, because every record has one. One object
 * is used again and again; what it read is good until the next {@link #scan}.
 */
final class TimeScanner {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final long NANOS = 1_000_000_000L;

    private String text = "";
    private int end;
    private long localSecond;
    private int nano;
    private boolean dated;
    private boolean zoned;
    private boolean fraction;

    /**
     * Reads a time that begins at {@code from}: ISO-8601 with a T or a blank, slashes instead of dashes, a comma before the
     * fraction, any or no zone; a time of day alone; {@code 29/Jan/2023:08:42:09 +0800}; {@code 29 Jan 2023 08:42:09,486};
     * {@code Sun Jan 29 08:42:09.486 2023}.
     */
    boolean scan(String source, int from) {
        text = source;
        end = from;
        nano = 0;
        dated = false;
        zoned = false;
        fraction = false;
        if (from + 8 > text.length()) {
            return false;
        }
        if (!isDigit(from)) {
            return ansi(from);
        }
        if (at(from + 2) == ':') {
            return timeOfDay(from, 0);
        }
        if (at(from + 2) == '/' || at(from + 2) == ' ') {
            return dayFirst(from);
        }
        return iso(from);
    }

    /** Reads the whole text, or a number since 1970 in seconds, milli-, micro- or nanoseconds: its size tells which. */
    boolean scanValue(String source) {
        return epoch(source) || scan(source, 0);
    }

    /** Behind what was read. */
    int end() {
        return end;
    }

    /** Whether the text says when it was in the world: a date, a time and a zone. */
    boolean isInstant() {
        return dated && zoned;
    }

    boolean isDated() {
        return dated;
    }

    /** Whether the text says more than the second. */
    boolean hasFraction() {
        return fraction;
    }

    /** Null for a time of day alone. */
    @Nullable
    Instant instant(ZoneId zone) {
        if (!dated) {
            return null;
        }
        if (zoned || zone.equals(ZoneOffset.UTC)) {
            return Instant.ofEpochSecond(localSecond, nano);
        }
        return LocalDateTime.ofEpochSecond(localSecond, nano, ZoneOffset.UTC)
                .atZone(zone)
                .toInstant();
    }

    private boolean epoch(String source) {
        int digits = 0;
        long whole = 0;
        while (digits < source.length() && digits < 20 && Character.isDigit(source.charAt(digits))) {
            whole = whole * 10 + (source.charAt(digits) - '0');
            digits++;
        }
        boolean decimal = digits < source.length() && source.charAt(digits) == '.';
        if (digits < 9 || digits > 19 || whole < 0 || (digits < source.length() && !decimal)) {
            return false;
        }
        long perSecond = digits <= 11 ? 1 : digits <= 14 ? 1000 : digits <= 17 ? 1_000_000 : NANOS;
        text = source;
        localSecond = whole / perSecond;
        nano = (int) (whole % perSecond * (NANOS / perSecond));
        fraction = perSecond > 1;
        dated = true;
        zoned = true;
        end = digits;
        if (decimal && perSecond == 1) {
            end = fraction(digits);
        } else if (decimal) {
            end = source.length();
        }
        return end == source.length();
    }

    private boolean iso(int from) {
        char dash = at(from + 4);
        if ((dash != '-' && dash != '/') || at(from + 7) != dash) {
            return false;
        }
        char between = at(from + 10);
        return (between == 'T' || between == ' ' || between == 't')
                && date(number(from, 4), number(from + 5, 2), number(from + 8, 2))
                && timeOfDay(from + 11, 2);
    }

    private boolean dayFirst(int from) {
        char mark = at(from + 2);
        char between = at(from + 11);
        return at(from + 6) == mark
                && (between == ':' || between == ' ')
                && date(number(from + 7, 4), month(from + 3), number(from, 2))
                && timeOfDay(from + 12, 1);
    }

    /** C's {@code asctime}, with a fraction as Apache's error log has it: the year comes last. */
    private boolean ansi(int from) {
        if (indexOfThree(DAYS, from) < 0 || at(from + 3) != ' ') {
            return false;
        }
        int day = at(from + 8) == ' ' ? number(from + 9, 1) : number(from + 8, 2);
        int month = month(from + 4);
        if (month < 0 || !timeOfDay(from + 11, 0)) {
            return false;
        }
        long second = localSecond;
        int year = number(end + 1, 4);
        if (!date(year, month, day)) {
            return false;
        }
        localSecond += second;
        end += 5;
        return true;
    }

    /** Sets the second of the day's start. */
    private boolean date(int year, int month, int day) {
        if (year < 1970 || month < 1 || month > 12 || day < 1) {
            return false;
        }
        YearMonth yearMonth = YearMonth.of(year, month);
        if (day > yearMonth.lengthOfMonth()) {
            return false;
        }
        localSecond = yearMonth.atDay(day).toEpochDay() * 86_400;
        dated = true;
        return true;
    }

    /** @param zone 0: none follows, 1: only behind a blank, 2: with or without a blank */
    private boolean timeOfDay(int from, int zone) {
        int hour = number(from, 2);
        int minute = number(from + 3, 2);
        int second = number(from + 6, 2);
        if (hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 60
                || at(from + 2) != ':'
                || at(from + 5) != ':') {
            dated = false;
            return false;
        }
        localSecond = (dated ? localSecond : 0) + hour * 3600L + minute * 60L + Math.min(second, 59);
        end = from + 8;
        if (at(end) == '.' || at(end) == ',') {
            end = fraction(end);
        }
        if (zone > 0) {
            zone();
        }
        return true;
    }

    private int fraction(int point) {
        int i = point + 1;
        int unit = 100_000_000;
        while (isDigit(i)) {
            nano += (text.charAt(i) - '0') * unit;
            unit /= 10;
            i++;
        }
        fraction |= i > point + 1;
        return i == point + 1 ? point : i;
    }

    private void zone() {
        if (at(end) == 'Z' || at(end) == 'z') {
            zoned = true;
            end++;
            return;
        }
        if (text.startsWith(" UTC", end) || text.startsWith(" GMT", end)) {
            zoned = true;
            end += 4;
            return;
        }
        int sign = at(end) == ' ' ? end + 1 : end;
        if ((at(sign) != '+' && at(sign) != '-') || number(sign + 1, 2) < 0) {
            return;
        }
        int minuteAt = at(sign + 3) == ':' ? sign + 4 : sign + 3;
        int minutes = number(minuteAt, 2);
        if (minutes < 0 && sign > end) {
            return; // " -12 ..." is no zone
        }
        int seconds = number(sign + 1, 2) * 3600 + Math.max(minutes, 0) * 60;
        localSecond -= at(sign) == '-' ? -seconds : seconds;
        zoned = true;
        end = minutes < 0 ? sign + 3 : minuteAt + 2;
    }

    private int month(int from) {
        int index = indexOfThree(MONTHS, from);
        return index < 0 ? -1 : index / 3 + 1;
    }

    private int indexOfThree(String names, int from) {
        for (int i = 0; i < names.length(); i += 3) {
            if (text.regionMatches(from, names, i, 3)) {
                return i;
            }
        }
        return -1;
    }

    private int number(int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            if (!isDigit(i)) {
                return -1;
            }
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private boolean isDigit(int i) {
        char c = at(i);
        return c >= '0' && c <= '9';
    }

    /** 0 beyond the end. */
    private char at(int i) {
        return i < text.length() ? text.charAt(i) : 0;
    }
}
