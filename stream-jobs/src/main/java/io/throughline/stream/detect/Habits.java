package io.throughline.stream.detect;

import io.throughline.core.behaviour.Novelty;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one principal, credential or role usually does: at most 13 KB of endpoints, 12 KB of its rate and volume, and 3 KB of places.
 *
 * @param last when it asked last
 * @param endpoints that it asks for
 * @param window the number of the window that goes on
 * @param asks in it
 * @param bytes that it was answered with in it
 * @param rate asks in windows that are over
 * @param volume bytes in windows that are over
 * @param places where each service that it asked last saw it, by the hash of the service's name, at most {@value #MAX_SERVICES}
 * @param pairs asks that came behind another one at the same service, as far as both say where from; those of {@code recent} are not among them yet
 * @param moves of these, those from another place than the one before
 * @param recent the latest pairs
 */
public record Habits(
        String who,
        Instant last,
        Novelty endpoints,
        long window,
        long asks,
        long bytes,
        Tail rate,
        Tail volume,
        Map<Long, Place> places,
        long pairs,
        long moves,
        List<Pair> recent) {
    /** So many pairs are looked at together. */
    static final int MAX_RECENT = 16;

    private static final int MAX_SERVICES = 8;

    /**
     * Where an ask came from.
     *
     * @param id the name's hash
     * @param last when it asked from there
     */
    public record Place(long id, String name, Instant last) {}

    /**
     * Two asks, one behind the other.
     *
     * @param moved whether they came from different places
     * @param doubtful whether that belongs to what is hardly chance: nothing is learned from it
     */
    public record Pair(Instant time, boolean moved, boolean doubtful, Evidence evidence) {}

    static Habits of(String who, Instant now, long window) {
        return new Habits(
                who,
                now,
                Novelty.empty(now),
                window,
                0,
                0,
                Tail.empty(now),
                Tail.empty(now),
                new HashMap<>(0),
                0,
                0,
                new ArrayList<>(0));
    }

    Habits with(Novelty known) {
        return new Habits(who, last, known, window, asks, bytes, rate, volume, places, pairs, moves, recent);
    }

    Habits at(Instant time) {
        return new Habits(who, time, endpoints, window, asks, bytes, rate, volume, places, pairs, moves, recent);
    }

    Habits inWindow(long number, long count, long length, Tail usualCount, Tail usualLength) {
        return new Habits(
                who, last, endpoints, number, count, length, usualCount, usualLength, places, pairs, moves, recent);
    }

    /** Of too many services the one not asked for longest is forgotten. */
    void asked(long service, Place place) {
        if (places.size() >= MAX_SERVICES && !places.containsKey(service)) {
            places.entrySet().stream()
                    .min(Comparator.comparing((Map.Entry<Long, Place> entry) ->
                                    entry.getValue().last())
                            .thenComparing(Map.Entry::getKey))
                    .ifPresent(oldest -> places.remove(oldest.getKey()));
        }
        places.put(service, place);
    }

    Habits moving(long allPairs, long allMoves) {
        return new Habits(who, last, endpoints, window, asks, bytes, rate, volume, places, allPairs, allMoves, recent);
    }
}
