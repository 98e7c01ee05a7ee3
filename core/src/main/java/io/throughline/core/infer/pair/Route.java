package io.throughline.core.infer.pair;

import java.util.ArrayList;
import java.util.List;

/** An outbound and an inbound group whose records may be of the same calls, with what is known of such calls. */
final class Route {
    final RouteKey key;
    final int outboundGroup;
    final int inboundGroup;
    final List<Leg> legs = new ArrayList<>();

    /** What was learned before, and what this round's pairs tell. */
    final RouteMemory before;

    final RouteMemory now = new RouteMemory();

    /** Natural logarithm: how much likelier a call of the outbound group is one of this route's than one that nobody else saw. */
    double gain;

    DelayDensity request = DelayDensity.unknown(1);
    DelayDensity response = request;
    double[][] evidence = new double[Agreement.FIELDS][2];

    /** Delays outside of these are not looked at, in microseconds. */
    long leastRequest;

    long leastResponse;

    Route(RouteKey key, int outboundGroup, int inboundGroup, RouteMemory before) {
        this.key = key;
        this.outboundGroup = outboundGroup;
        this.inboundGroup = inboundGroup;
        this.before = before;
    }

    /** Both sides cannot be meant by accident: the caller names the called service, or the called one the caller. */
    boolean named() {
        return key.inbound().service().equals(key.outbound().peer());
    }

    double pairs() {
        return before.pairs() + now.pairs();
    }

    /** All that is known of its calls. */
    RouteMemory memory() {
        RouteMemory memory = before.copy();
        memory.addAll(now);
        return memory;
    }

    long startResolution() {
        return legs.stream()
                .mapToLong(leg -> Math.max(leg.outbound.startResolution, leg.inbound.startResolution))
                .min()
                .orElse(1);
    }

    long endResolution() {
        return legs.stream()
                .mapToLong(leg -> Math.max(leg.outbound.endResolution, leg.inbound.endResolution))
                .min()
                .orElse(1);
    }
}
