package io.throughline.standalone.senders;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What a sender sends, at the pace at which it is to send: {@code SERIES.000000}, {@code SERIES.000001}, and so on. */
final class Lines {
    private static final long SHORTEST_PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final String series;
    private final int count;
    private final Duration within;
    private final double perSecond;
    private final long startNanos = System.nanoTime();
    private int next;

    /** @param within how long all of them take */
    Lines(String series, int count, Duration within) {
        this.series = series;
        this.count = count;
        this.within = within;
        this.perSecond = count / (within.toMillis() / 1000.0);
    }

    String series() {
        return series;
    }

    Duration within() {
        return within;
    }

    int count() {
        return count;
    }

    int left() {
        return count - next;
    }

    /** Waits until it is due; null after the last. */
    @Nullable
    String next() {
        if (next == count) {
            return null;
        }
        long dueNanos = startNanos + (long) (next / perSecond * 1e9);
        long early = dueNanos - System.nanoTime();
        if (early > SHORTEST_PAUSE_NANOS) {
            LockSupport.parkNanos(early);
        }
        return line(next++);
    }

    private String line(int number) {
        return String.format(Locale.ROOT, "%s.%06d", series, number);
    }
}
