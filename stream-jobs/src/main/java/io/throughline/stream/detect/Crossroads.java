package io.throughline.stream.detect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places that many ask from: a service's instances, a proxy, an office behind one address. That a balancer sends somebody's requests now through one and now
 * through another of them says nothing about who asks.
 *
 * @param passing by the hash of the place's name, at most {@value #MAX_PLACES}: those silent longest are forgotten
 */
public record Crossroads(Map<Long, Passers> passing) {
    /** More than share a home. */
    private static final int MANY = 4;

    private static final int MAX_PLACES = 16_384;

    /**
     * @param names hashes of the first {@value Crossroads#MANY} who asked from there
     * @param last when somebody did
     */
    public record Passers(List<Long> names, Instant last) {}

    static Crossroads empty() {
        return new Crossroads(new HashMap<>(0));
    }

    void pass(long place, long name, Instant time) {
        Passers before = passing.get(place);
        if (before == null) {
            Oldest.forget(passing, MAX_PLACES, Passers::last);
        }
        List<Long> names = before == null ? new ArrayList<>(1) : before.names();
        if (names.size() < MANY && !names.contains(name)) {
            names.add(name);
        }
        passing.put(place, new Passers(names, time));
    }

    boolean many(long place) {
        Passers passers = passing.get(place);
        return passers != null && passers.names().size() >= MANY;
    }
}
