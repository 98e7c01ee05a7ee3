package io.throughline.ingest.buffer;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what could not be read, and says so; what comes after many is only counted. Safe for use by several threads. */
final class Damages {
    private static final Logger LOG = LoggerFactory.getLogger(Damages.class);
    private static final int SPOKEN = 100;

    private final AtomicLong places = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong chunks = new AtomicLong();

    void add(Damage damage) {
        bytes.addAndGet(damage.bytes());
        chunks.addAndGet(damage.chunks());
        long number = places.incrementAndGet();
        if (number <= SPOKEN) {
            LOG.error("the buffer is damaged: {}", damage);
        }
        if (number == SPOKEN) {
            LOG.error("{} damaged places in the buffer; further ones are only counted", number);
        }
    }

    /** How many there were. */
    long places() {
        return places.get();
    }

    long bytes() {
        return bytes.get();
    }

    /** As far as they are known to be missing. */
    long chunks() {
        return chunks.get();
    }
}
