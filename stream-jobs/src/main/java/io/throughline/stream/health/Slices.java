package io.throughline.stream.health;

import io.throughline.core.health.HealthWatch;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * When what happens to a slice of event time: each stage's turn is a millisecond after the one before it, so that all that a stage says of a slice
 * is there when the next one looks. Times are milliseconds since 1970.
 */
final class Slices implements Serializable {
    /** Slices that a window has; what is older is learned. */
    static final int WINDOW = HealthWatch.WINDOW_SLICES;

    private static final long serialVersionUID = 1L;

    private final HealthConfig config;

    Slices(HealthConfig config) {
        this.config = config;
    }

    /** The stages, in the order of their turns. */
    enum Turn {
        GATHER,
        JUDGE,
        SETTLE,
        BLAME,
        RAISE
    }

    static long of(long time) {
        return Math.floorDiv(time, HealthWatch.SLICE.toMillis());
    }

    static Instant begin(long slice) {
        return Instant.ofEpochMilli(slice * HealthWatch.SLICE.toMillis());
    }

    @SuppressWarnings("EnumOrdinal") // The order of the stages is what the enum says.
    long due(Track track, long slice, Turn turn) {
        Duration hold = config.hold(track);
        return begin(slice + 1).plus(hold).toEpochMilli() + turn.ordinal();
    }

    /** The slice whose turn it is. */
    @SuppressWarnings("EnumOrdinal") // As above.
    long at(Track track, long time, Turn turn) {
        return of(time - turn.ordinal() - config.hold(track).toMillis()) - 1;
    }
}
