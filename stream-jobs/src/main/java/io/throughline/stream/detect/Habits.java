package io.throughline.stream.detect;

import io.throughline.core.behaviour.Branches;
import io.throughline.core.behaviour.Pace;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one principal, credential or role usually does: at most 31 KB of endpoints, 500 bytes of its rate and volume, and 3 KB of places.
 *
 * @param last when it asked last
 * @param endpoints that it asks for: service, method and segments of the template
 * @param window the number of the window that goes on
 * @param asks lately
 * @param bytes that it was answered with lately
 * @param mostAsks the most evidence in the window of its asking too much, in nats; below 0 for none
 * @param mostBytes likewise of its being given too much
 * @param past windows that are over
 * @param places where each service that it asked last saw it, by the hash of the service's name, at most {@value #MAX_SERVICES}
 * @param pairs asks that came behind another one at the same service, as far as both say where from; those of {@code recent} are not among them yet
 * @param moves of these, those from another place than the one before
 * @param recent the latest pairs
 */
public record Habits(
        String who,
        Instant last,
        Branches endpoints,
        long window,
        Pace asks,
        Pace bytes,
        long mostAsks,
        long mostBytes,
        Past past,
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

    static Habits of(String who, Instant now, long slot) {
        long window = Math.floorDiv(slot, Pace.SLOTS);
        return new Habits(
                who,
                now,
                Branches.empty(now),
                window,
                Pace.begin(slot),
                Pace.begin(slot),
                -1,
                -1,
                Past.begin(window, now),
                new HashMap<>(0),
                0,
                0,
                new ArrayList<>(0));
    }

    Habits with(Branches known) {
        return new Habits(
                who, last, known, window, asks, bytes, mostAsks, mostBytes, past, places, pairs, moves, recent);
    }

    Habits at(Instant time) {
        return new Habits(
                who, time, endpoints, window, asks, bytes, mostAsks, mostBytes, past, places, pairs, moves, recent);
    }

    Habits inWindow(long number, Past over) {
        return new Habits(who, last, endpoints, number, asks, bytes, -1, -1, over, places, pairs, moves, recent);
    }

    Habits asking(long slot, long length) {
        return new Habits(
                who,
                last,
                endpoints,
                window,
                asks.with(slot, 1),
                bytes.with(slot, length),
                mostAsks,
                mostBytes,
                past,
                places,
                pairs,
                moves,
                recent);
    }

    Habits with(long evidenceOfAsks, long evidenceOfBytes) {
        return new Habits(
                who,
                last,
                endpoints,
                window,
                asks,
                bytes,
                Math.max(mostAsks, evidenceOfAsks),
                Math.max(mostBytes, evidenceOfBytes),
                past,
                places,
                pairs,
                moves,
                recent);
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
        return new Habits(
                who, last, endpoints, window, asks, bytes, mostAsks, mostBytes, past, places, allPairs, allMoves,
                recent);
    }
}
