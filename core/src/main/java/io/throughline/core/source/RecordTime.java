package io.throughline.core.source;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * A cheap look at when a line was written, to read many files in the order of time: an envelope's time or a time in a usual
 * place and form. Good to the millisecond where it is found; parsing proper is the normaliser's.
 */
public final class RecordTime {
    /** The line does not tell. */
    public static final long NONE = Long.MIN_VALUE;

    private static final byte[] DOCKER_TIME = name("\"time\":\"");
    /** Vector sorts its members, so that this one is the last. */
    private static final byte[] VECTOR_TIME = name("\"timestamp\":\"");

    private static final byte[][] NAMES = {
        DOCKER_TIME,
        name("\"@timestamp\":"),
        name("\"timestamp\":"),
        name("\"time\":"),
        name("\"ts\":"),
        name("\"start_us\":"),
        name("\"time_iso8601\":"),
        name("\"StartUTC\":"),
        name("\"start_time\":"),
        name("\"startTime\":"),
        name("\"startTimeUnixNano\":"),
        name("\"started_at\":"),
        name("\"stageTimestamp\":"),
    };
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LOOK_BYTES = 2048;
    /** Docker's member is the envelope's last: {@code "time":"2023-01-29T08:42:09.487160534Z"}} and a carriage return. */
    private static final int TAIL_BYTES = 56;

    private RecordTime() {}

    /** Milliseconds since 1970, UTC where the line names no zone; {@link #NONE} where it tells no time. */
    public static long peekMillis(byte[] bytes, int from, int to) {
        if (to - from < 10) {
            return NONE;
        }
        byte first = bytes[from];
        if (first == '{') {
            return json(bytes, from, to);
        }
        int start = first == '[' ? from + 1 : from;
        if (isDigit(bytes[start])) {
            long iso = iso(bytes, start, to);
            if (iso != NONE) {
                return iso;
            }
        }
        int blank = blank(bytes, from, Math.min(to, from + 6));
        if (blank >= 0 && isDigit(bytes[Math.min(blank + 1, to - 1)])) {
            long balancer = iso(bytes, blank + 1, to);
            if (balancer != NONE) {
                return balancer;
            }
        }
        if (first == '[' && !isDigit(bytes[start])) {
            return ansi(bytes, start, to);
        }
        return accessLog(bytes, from, Math.min(to, from + 256));
    }

    private static int blank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    /** {@code Mon Dec 26 16:22:08.486 2016}, as Apache's error log has it. */
    private static long ansi(byte[] bytes, int from, int to) {
        if (to - from < 24 || bytes[from + 3] != ' ' || bytes[from + 7] != ' ' || bytes[from + 13] != ':') {
            return NONE;
        }
        int yearAt = from + 19;
        long millis = fraction(bytes, yearAt, to);
        while (yearAt < to && bytes[yearAt] != ' ') {
            yearAt++;
        }
        if (yearAt + 5 > to) {
            return NONE;
        }
        int day = bytes[from + 8] == ' ' ? number(bytes, from + 9, 1) : number(bytes, from + 8, 2);
        long time = time(bytes, from + 11, number(bytes, yearAt + 1, 4), month(bytes, from + 4), day);
        return time == NONE ? NONE : time + millis;
    }

    private static long json(byte[] bytes, int from, int to) {
        int tail = Math.max(from, to - TAIL_BYTES);
        int last = find(DOCKER_TIME, bytes, tail, to);
        last = last < 0 ? find(VECTOR_TIME, bytes, tail, to) : last;
        if (last >= 0) {
            long time = iso(bytes, last, to);
            if (time != NONE) {
                return time;
            }
        }
        int end = Math.min(to, from + LOOK_BYTES);
        for (byte[] name : NAMES) {
            int value = find(name, bytes, from, end);
            if (value >= 0) {
                long time = value(bytes, value, to);
                if (time != NONE) {
                    return time;
                }
            }
        }
        return NONE;
    }

    private static long value(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '"')) {
            i++;
        }
        long iso = iso(bytes, i, to);
        return iso == NONE ? epoch(bytes, i, to) : iso;
    }

    /** A number since 1970 in seconds, milli-, micro- or nanoseconds: its size tells which, until the year 5138. */
    private static long epoch(byte[] bytes, int from, int to) {
        long number = 0;
        int i = from;
        while (i < to && isDigit(bytes[i])) {
            if (i - from == 19) {
                return NONE;
            }
            number = number * 10 + (bytes[i++] - '0');
        }
        int digits = i - from;
        if (digits < 9 || number < 0) {
            return NONE;
        }
        if (digits <= 11) {
            return number * 1000 + fraction(bytes, i, to);
        }
        return digits <= 14 ? number : digits <= 17 ? number / 1000 : number / 1_000_000;
    }

    /** {@code 2023-01-29T08:42:09.487160534Z}, with a blank for the T, a comma for the point, any or no zone. */
    private static long iso(byte[] bytes, int from, int to) {
        if (to - from < 19
                || (bytes[from + 4] != '-' && bytes[from + 4] != '/')
                || bytes[from + 7] != bytes[from + 4]
                || bytes[from + 13] != ':'
                || bytes[from + 16] != ':') {
            return NONE;
        }
        int year = number(bytes, from, 4);
        int month = number(bytes, from + 5, 2);
        int day = number(bytes, from + 8, 2);
        long time = time(bytes, from + 11, year, month, day);
        if (time == NONE) {
            return NONE;
        }
        int zone = from + 19;
        if (zone < to && (bytes[zone] == '.' || bytes[zone] == ',')) {
            time += fraction(bytes, zone, to);
            zone++;
            while (zone < to && isDigit(bytes[zone])) {
                zone++;
            }
        }
        return time - zoneMillis(bytes, zone, to);
    }

    /** {@code [29/Jan/2023:08:42:09 +0800]} somewhere near the start. */
    private static long accessLog(byte[] bytes, int from, int to) {
        for (int i = from; i + 21 < to; i++) {
            if (bytes[i] == '[' && bytes[i + 3] == '/' && bytes[i + 7] == '/' && bytes[i + 12] == ':') {
                int month = month(bytes, i + 4);
                long time = time(bytes, i + 13, number(bytes, i + 8, 4), month, number(bytes, i + 1, 2));
                return time == NONE ? NONE : time - zoneMillis(bytes, i + 22, to);
            }
        }
        return NONE;
    }

    private static long time(byte[] bytes, int at, int year, int month, int day) {
        int hour = number(bytes, at, 2);
        int minute = number(bytes, at + 3, 2);
        int second = number(bytes, at + 6, 2);
        boolean valid = year >= 1970
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= 28 + (month == 2 ? 1 : 3)
                && hour >= 0
                && minute >= 0
                && second >= 0;
        if (!valid) {
            return NONE;
        }
        return (epochDay(year, month, day) * 86_400 + hour * 3600L + minute * 60L + second) * 1000;
    }

    private static long epochDay(int year, int month, int day) {
        return LocalDate.of(year, month, 1).toEpochDay() + day - 1;
    }

    private static long zoneMillis(byte[] bytes, int from, int to) {
        int at = from < to && bytes[from] == ' ' ? from + 1 : from;
        if (at + 5 > to || (bytes[at] != '+' && bytes[at] != '-')) {
            return 0;
        }
        int hours = number(bytes, at + 1, 2);
        int minuteAt = bytes[at + 3] == ':' ? at + 4 : at + 3;
        int minutes = minuteAt + 2 <= to ? number(bytes, minuteAt, 2) : 0;
        long millis = (Math.max(hours, 0) * 60L + Math.max(minutes, 0)) * 60_000;
        return bytes[at] == '-' ? -millis : millis;
    }

    private static long fraction(byte[] bytes, int point, int to) {
        if (point >= to || (bytes[point] != '.' && bytes[point] != ',')) {
            return 0;
        }
        int millis = 0;
        int unit = 100;
        for (int i = point + 1; i < to && unit > 0 && isDigit(bytes[i]); i++) {
            millis += (bytes[i] - '0') * unit;
            unit /= 10;
        }
        return millis;
    }

    private static int month(byte[] bytes, int at) {
        String name = new String(bytes, at, 3, StandardCharsets.ISO_8859_1);
        int index = MONTHS.indexOf(name);
        return index >= 0 && index % 3 == 0 ? index / 3 + 1 : -1;
    }

    private static int number(byte[] bytes, int at, int digits) {
        int number = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(bytes[i])) {
                return -1;
            }
            number = number * 10 + (bytes[i] - '0');
        }
        return number;
    }

    /** Behind the name, where it is found. */
    private static int find(byte[] name, byte[] bytes, int from, int to) {
        for (int i = from; i + name.length <= to; i++) {
            if (bytes[i] == name[0] && matches(name, bytes, i)) {
                return i + name.length;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] name, byte[] bytes, int at) {
        for (int i = 1; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
