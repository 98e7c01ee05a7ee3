package io.throughline.ingest.ship;

import java.util.function.LongSupplier;

/** How many bytes may be sent a second: what was not used within the last tenth of a second is lost. */
final class RateLimit {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int BURSTS_PER_SECOND = 10;

    private final long bytesPerSecond;
    private final LongSupplier nanoTime;
    private long nanos;
    private long left;

    /** @param bytesPerSecond 0: without a limit */
    RateLimit(long bytesPerSecond, LongSupplier nanoTime) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoTime = nanoTime;
        this.nanos = nanoTime.getAsLong();
        this.left = bytesPerSecond / BURSTS_PER_SECOND;
    }

    /** Whether something may be sent now; the last record before a pause may go beyond the limit, which the pause makes good. */
    boolean open() {
        if (bytesPerSecond == 0 || left > 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        long passed = Math.min(now - nanos, NANOS_PER_SECOND);
        long gained = (long) (passed * (double) bytesPerSecond / NANOS_PER_SECOND);
        if (gained > 0) {
            nanos = now;
            left = Math.min(left + gained, Math.max(1, bytesPerSecond / BURSTS_PER_SECOND));
        }
        return left > 0;
    }

    void spent(long bytes) {
        left -= bytesPerSecond == 0 ? 0 : bytes;
    }
}
