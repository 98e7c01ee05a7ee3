package io.throughline.core.parse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as logs write them. */
final class Durations {
    static final long NANO = 1;
    static final long MICRO = 1000;
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000_000_000;

    /** Longer than any request; a larger number is no duration. */
    private static final BigDecimal MAX_NANOS =
            BigDecimal.valueOf(Duration.ofDays(30).toNanos());

    private static final int MAX_CHARS = 32;

    private Durations() {}

    /** A number of units; null for anything else, also for a negative number. */
    static @Nullable Duration of(String text, long unitNanos) {
        String number = text.strip();
        if (number.isEmpty() || number.length() > MAX_CHARS || !isNumber(number)) {
            return null;
        }
        try {
            BigDecimal decimal = new BigDecimal(number);
            // A huge exponent would make the next lines write out as many digits.
            if (decimal.signum() < 0 || decimal.precision() - (long) decimal.scale() > 20) {
                return null;
            }
            BigDecimal nanos = decimal.multiply(BigDecimal.valueOf(unitNanos));
            return nanos.compareTo(MAX_NANOS) > 0
                    ? null
                    : Duration.ofNanos(nanos.setScale(0, RoundingMode.HALF_UP).longValue());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * A number with units as Go writes them ({@code 1m2.5s}, {@code 12ms}), or without: then with a point it is seconds, as zap
     * and Caddy write, above a million nanoseconds, as Go's structured loggers and Traefik do, and else milliseconds.
     */
    static @Nullable Duration guess(String text) {
        String trimmed = text.strip();
        if (isNumber(trimmed)) {
            long unit = trimmed.indexOf('.') >= 0 ? SECOND : trimmed.length() > 6 ? NANO : MILLI;
            return of(trimmed, unit);
        }
        return withUnits(trimmed);
    }

    static @Nullable Duration withUnits(String text) {
        Duration total = Duration.ZERO;
        int from = 0;
        while (from < text.length()) {
            int unitAt = from;
            while (unitAt < text.length() && (Character.isDigit(text.charAt(unitAt)) || text.charAt(unitAt) == '.')) {
                unitAt++;
            }
            int to = unitAt;
            while (to < text.length() && (Character.isLetter(text.charAt(to)) || text.charAt(to) == ' ')) {
                to++;
            }
            long unit = unitNanos(text.substring(unitAt, to).strip());
            Duration part = unit == 0 ? null : of(text.substring(from, unitAt), unit);
            if (part == null) {
                return null;
            }
            total = total.plus(part);
            from = to;
        }
        return text.isEmpty() ? null : total;
    }

    /** A number with an exponent written out, as some encoders write times; any other text as it is. */
    static String plain(String text) {
        boolean exponent = text.indexOf('e') > 0 || text.indexOf('E') > 0;
        if (!exponent || text.length() > MAX_CHARS || !isNumber(text)) {
            return text;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > MAX_CHARS ? text : number.toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static long unitNanos(String unit) {
        return switch (unit) {
            case "ns" -> NANO;
            case "us", "\u00b5s", "\u03bcs" -> MICRO;
            case "ms" -> MILLI;
            case "s", "sec", "seconds" -> SECOND;
            case "m", "min" -> 60 * SECOND;
            case "h" -> 3600 * SECOND;
            default -> 0;
        };
    }

    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean exponent = (c == 'e' || c == 'E') && i > 0;
            boolean sign = (c == '-' || c == '+') && i > 0;
            if ((c < '0' || c > '9') && c != '.' && !exponent && !sign) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
