package io.throughline.core.parse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The time of an access line, between brackets: {@code 29/Jan/2023:08:42:09 +0800}, or another that an operator chose. It remembers
 * the last minute, for lines of one minute come together; then only the second is read. Used again for every line.
 */
final class AccessTime {
    private static final int MAX_BYTES = 64;
    /** With the bracket behind it. */
    private static final int USUAL_BYTES = 27;

    private static final long SECOND_IN_THIRD = 0x00000000ffff0000L;
    private static final long SECOND_IN_FOURTH = 0xffL;
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    private final TimeScanner times;
    private byte[] line = {};
    private int end;
    private boolean usual;
    private long epochSecond;

    // The last minute: its bytes but for the second's, and what they mean. Minus one is no text.
    private long first = -1;
    private long second;
    private long third;
    private long fourth;
    private long minuteSecond;

    AccessTime(TimeScanner times) {
        this.times = times;
    }

    /** Reads the time that begins there and its bracket; false where there is none. */
    boolean read(byte[] bytes, int from, int limit) {
        line = bytes;
        usual = from + USUAL_BYTES <= limit && usual(from);
        return usual || other(from, limit);
    }

    /** Behind the bracket. */
    int end() {
        return end;
    }

    /** Whether it had the form that all servers write, with day, second and zone. */
    boolean isUsual() {
        return usual;
    }

    /** Since 1970; of a time without a zone as if it were in UTC. */
    long epochSecond() {
        Instant other = usual ? null : times.instant(ZoneOffset.UTC);
        return other == null ? epochSecond : other.getEpochSecond();
    }

    void tell(Draft draft) {
        if (usual) {
            draft.time = Instant.ofEpochSecond(epochSecond);
            draft.timeIsInstant = true;
            draft.timeIsPrecise = false;
        } else {
            draft.time(times);
        }
    }

    private boolean usual(int from) {
        long word1 = Swar.load(line, from);
        long word2 = Swar.load(line, from + 8);
        long word3 = Swar.load(line, from + 16) & ~SECOND_IN_THIRD;
        long word4 = Swar.load(line, from + 19) & ~SECOND_IN_FOURTH;
        boolean known = ((word1 ^ first) | (word2 ^ second) | (word3 ^ third) | (word4 ^ fourth)) == 0;
        if (!known && !minute(from)) {
            return false;
        }
        first = word1;
        second = word2;
        third = word3;
        fourth = word4;
        int tens = line[from + 18] - '0';
        int ones = line[from + 19] - '0';
        epochSecond = minuteSecond + (tens * 10 + ones);
        end = from + USUAL_BYTES;
        return tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9;
    }

    /** Reads {@code 29/Jan/2023:08:42:09 +0800]} but for its second. */
    private boolean minute(int from) {
        int day = number(line, from, 2);
        int month = month(from + 3);
        int year = number(line, from + 7, 4);
        int hours = number(line, from + 12, 2);
        int minutes = number(line, from + 15, 2);
        int zoneHours = number(line, from + 22, 2);
        int zoneMinutes = number(line, from + 24, 2);
        if (!isShaped(from)
                || day < 1
                || month < 1
                || year < 1970
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return false;
        }
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || zoneHours < 0 || zoneMinutes < 0) {
            return false;
        }
        long offset = zoneHours * 3600L + zoneMinutes * 60L;
        minuteSecond = LocalDate.of(year, month, day).toEpochDay() * 86_400
                + hours * 3600L
                + minutes * 60L
                - (line[from + 21] == '-' ? -offset : offset);
        return true;
    }

    private boolean isShaped(int from) {
        byte sign = line[from + 21];
        return line[from + 2] == '/'
                && line[from + 6] == '/'
                && line[from + 11] == ':'
                && line[from + 14] == ':'
                && line[from + 17] == ':'
                && line[from + 20] == ' '
                && (sign == '+' || sign == '-')
                && line[from + 26] == ']';
    }

    /** Without a zone, with a fraction, or in another order. */
    private boolean other(int from, int limit) {
        int to = from;
        int stop = Math.min(limit, from + MAX_BYTES);
        while (to < stop && line[to] != ']') {
            to++;
        }
        if (to == stop) {
            return false;
        }
        String text = new String(line, from, to - from, StandardCharsets.UTF_8);
        end = to + 1;
        return times.scan(text, 0) && times.isDated() && times.end() == text.length();
    }

    /** Below 0 for what is no number. */
    static int number(byte[] line, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private int month(int from) {
        for (int i = 0; i < MONTHS.length(); i += 3) {
            if (line[from] == MONTHS.charAt(i)
                    && line[from + 1] == MONTHS.charAt(i + 1)
                    && line[from + 2] == MONTHS.charAt(i + 2)) {
                return i / 3 + 1;
            }
        }
        return -1;
    }
}
