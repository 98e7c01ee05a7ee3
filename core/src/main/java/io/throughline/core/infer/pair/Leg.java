package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.ClockTrack;
import org.jspecify.annotations.Nullable;

/** One instance's calls of a route to another instance: they share the offset between two clocks. */
final class Leg {
    final int number;
    final Route route;
    final Lane outbound;
    final Lane inbound;

    /** The two instances, as {@link Clocks} numbers them. */
    final int clocks;

    /** Null while nothing is known of the two clocks. */
    @Nullable
    ClockTrack track;

    Leg(int number, Route route, Lane outbound, Lane inbound, int clocks) {
        this.number = number;
        this.route = route;
        this.outbound = outbound;
        this.inbound = inbound;
        this.clocks = clocks;
    }

    /** By how much a guess of the two clocks may be wrong, in microseconds; nothing once pairs told. */
    long room() {
        return track == null || track.pairs() > 0
                ? 0
                : (long) track.points().getFirst().offset().uncertaintyMicros();
    }

    /** A call seems to last longer at the called service than at its caller by at most this, in microseconds, as times are rounded. */
    long roundingMicros() {
        return Math.max(outbound.startResolution, inbound.startResolution)
                + Math.max(outbound.endResolution, inbound.endResolution);
    }

    /** Microseconds that the called one's clock is ahead; without any knowledge, as most clocks are kept right, none. */
    long offsetAt(long micros) {
        return track == null ? 0 : Math.round(track.microsAt(micros));
    }
}
