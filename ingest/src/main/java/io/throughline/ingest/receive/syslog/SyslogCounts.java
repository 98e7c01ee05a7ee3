package io.throughline.ingest.receive.syslog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of what was sent. Safe for use by several threads.
 */
public final class SyslogCounts {
    private static final Logger LOG = LoggerFactory.getLogger(SyslogCounts.class);
    private static final long QUIET_NANOS = Duration.ofSeconds(10).toNanos();

    private final LongAdder received = new LongAdder();
    private final LongAdder cut = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final AtomicLong warnedNanos = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    SyslogCounts() {}

    /** Messages that came in whole or in part. */
    public long received() {
        return received.sum();
    }

    /** Messages of which only the beginning was kept, as they were too long or their connection ended within. */
    public long cut() {
        return cut.sum();
    }

    /** Messages that came by UDP while the intake had no room. */
    public long dropped() {
        return dropped.sum();
    }

    /** Connections beyond the limits, closed at once. */
    public long refused() {
        return refused.sum();
    }

    /** Messages that were taken and did not get into Kafka before all was closed; their senders know nothing of it. */
    public long lost() {
        return lost.sum();
    }

    void receive(boolean whole) {
        received.increment();
        if (!whole) {
            cut.increment();
        }
    }

    void drop(int messages) {
        dropped.add(messages);
        warn();
    }

    void refuse() {
        refused.increment();
        warn();
    }

    void lose(int messages) {
        lost.add(messages);
        warn();
    }

    /** One line for many, or who sends too much would fill the log as well. */
    private void warn() {
        long now = System.nanoTime();
        long before = warnedNanos.get();
        if (now - before >= QUIET_NANOS && warnedNanos.compareAndSet(before, now)) {
            LOG.warn(
                    "syslog until now: {} messages by UDP dropped for want of room, {} connections refused, {} messages lost",
                    dropped(),
                    refused(),
                    lost());
        }
    }
}
