package io.throughline.ingest.publish;

import io.throughline.core.mask.MaskCounts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log how many secrets of which shape were masked, where that grew, once a minute. */
final class MaskReport {
    private static final Logger LOG = LoggerFactory.getLogger(MaskReport.class);
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private final MaskCounts counts;
    private final AtomicLong spokenNanos = new AtomicLong(System.nanoTime() - EVERY_NANOS);
    private volatile long spoken;

    MaskReport(MaskCounts counts) {
        this.counts = counts;
    }

    void speak() {
        long before = spokenNanos.get();
        long now = System.nanoTime();
        if (now - before < EVERY_NANOS || counts.total() == spoken || !spokenNanos.compareAndSet(before, now)) {
            return;
        }
        spoken = counts.total();
        LOG.info("secrets masked since the start: {}", counts.byShape());
    }
}
