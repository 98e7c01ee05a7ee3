package io.throughline.core.store;

import java.time.Instant;

/** From inclusive, to exclusive. */
public record TimeRange(Instant from, Instant to) {
    public TimeRange {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("the range ends before it begins: " + from + " to " + to);
        }
    }
}
