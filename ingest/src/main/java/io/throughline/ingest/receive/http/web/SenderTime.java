package io.throughline.ingest.receive.http.web;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Times as senders give them beside their records: seconds since 1970 with or without a fraction (Fluent Bit's {@code double} and
 * {@code epoch}, Fluentd's {@code time} parameter), milli-, micro- or nanoseconds by the number of digits, ISO-8601, and
 * {@code 2018-05-30 09:39:52.000681} in UTC (Fluent Bit's {@code java_sql_timestamp}).
 */
public final class SenderTime {
    private static final int MAX_CHARS = 40;
    private static final int NANO_DIGITS = 9;

    private SenderTime() {}

    /** Null for what is none of these. */
    public static @Nullable Instant parse(@Nullable String given) {
        String text = given == null ? "" : given.strip();
        if (text.length() < NANO_DIGITS || text.length() > MAX_CHARS) {
            return null;
        }
        try {
            return isNumber(text) ? epoch(text) : iso(text);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    /** Whether a record's own member may be its time: a date or a number since 1970, and no time of day alone. */
    public static boolean isPlausible(String text) {
        return text.length() >= NANO_DIGITS
                && Character.isDigit(text.charAt(0))
                && text.charAt(1) != ':'
                && text.charAt(2) != ':';
    }

    private static Instant epoch(String text) {
        int point = text.indexOf('.');
        int digits = point < 0 ? text.length() : point;
        int unit = digits <= 11 ? 0 : digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
        BigDecimal seconds = new BigDecimal(text).movePointLeft(unit);
        BigDecimal whole = new BigDecimal(seconds.toBigInteger());
        long nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).longValue();
        return Instant.ofEpochSecond(whole.longValueExact(), nanos);
    }

    private static Instant iso(String text) {
        if (text.length() > 10 && text.charAt(10) == ' ') {
            return Instant.parse(text.replace(' ', 'T') + "Z");
        }
        return OffsetDateTime.parse(text).toInstant();
    }

    private static boolean isNumber(String text) {
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && i > 0) {
                points++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return points <= 1 && !text.endsWith(".");
    }
}
