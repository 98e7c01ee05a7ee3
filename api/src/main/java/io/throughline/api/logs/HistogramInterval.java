package io.throughline.api.logs;

import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.util.List;

/** How wide the bars of a histogram are: widths that people read easily, and never too many bars. */
final class HistogramInterval {
    static final int MAX_BUCKETS = 500;

    private static final int PRESET_BUCKETS = 90;
    private static final List<Duration> WIDTHS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(365));

    private HistogramInterval() {}

    static Duration preset(TimeRange range) {
        return narrowest(range, PRESET_BUCKETS);
    }

    static Duration shortest(TimeRange range) {
        return narrowest(range, MAX_BUCKETS);
    }

    static boolean fits(TimeRange range, Duration interval) {
        return buckets(range, interval) <= MAX_BUCKETS;
    }

    private static Duration narrowest(TimeRange range, int most) {
        return WIDTHS.stream()
                .filter(width -> buckets(range, width) <= most)
                .findFirst()
                .orElse(Duration.ofDays(3_650));
    }

    /** Bars begin at multiples of their width since 1970, so a range may touch one more than it is long. */
    private static long buckets(TimeRange range, Duration interval) {
        long width = interval.toMillis();
        return Math.floorDiv(range.to().toEpochMilli(), width)
                - Math.floorDiv(range.from().toEpochMilli(), width)
                + 1;
    }
}
