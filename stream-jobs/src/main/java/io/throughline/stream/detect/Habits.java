package io.throughline.stream.detect;

import io.throughline.core.behaviour.Novelty;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
 * @param place where it asked from last, hashed; 0 before the first
 * @param pairs asks that came behind another one, as far as both say where from; those of {@code recent} are not among them yet
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
        long place,
        String placeName,
        long pairs,
        long moves,
        List<Pair> recent) {
    /** So many pairs are looked at together. */
    static final int MAX_RECENT = 16;

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
                0,
                "",
                0,
                0,
                new ArrayList<>(0));
    }

    Habits with(Novelty known) {
        return new Habits(who, last, known, window, asks, bytes, rate, volume, place, placeName, pairs, moves, recent);
    }

    Habits at(Instant time) {
        return new Habits(
                who, time, endpoints, window, asks, bytes, rate, volume, place, placeName, pairs, moves, recent);
    }

    Habits inWindow(long number, long count, long length, Tail usualCount, Tail usualLength) {
        return new Habits(
                who,
                last,
                endpoints,
                number,
                count,
                length,
                usualCount,
                usualLength,
                place,
                placeName,
                pairs,
                moves,
                recent);
    }

    Habits from(long where, String name, long allPairs, long allMoves) {
        return new Habits(
                who, last, endpoints, window, asks, bytes, rate, volume, where, name, allPairs, allMoves, recent);
    }
}
