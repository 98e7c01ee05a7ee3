package io.throughline.standalone.ask;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private static final long MILLISECOND_US = 1_000;
    private static final long SECOND_US = 1_000_000;
    private static final long MINUTE_US = 60 * SECOND_US;

    private Figures() {}

    /** A duration of microseconds in the unit that leaves few digits: {@code 850 us}, {@code 12.3 ms}, {@code 1.50 s}. */
    static String duration(long micros) {
        long size = Math.abs(micros);
        if (size < MILLISECOND_US) {
            return micros + " us";
        }
        if (size < SECOND_US) {
            return String.format(Locale.ROOT, size < 100 * MILLISECOND_US ? "%.1f ms" : "%.0f ms", micros / 1e3);
        }
        if (size < 10 * MINUTE_US) {
            return String.format(Locale.ROOT, "%.2f s", micros / 1e6);
        }
        return String.format(Locale.ROOT, "%.1f min", micros / 6e7);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A count with its noun: {@code 1 line}, {@code 2 lines}. */
    static String count(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** A share in percent, with one decimal: {@code 0.4%}. */
    static String share(long part, long whole) {
        return String.format(Locale.ROOT, "%.1f%%", whole == 0 ? 0.0 : 100.0 * part / whole);
    }
}
