package io.throughline.core.behaviour;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Which kinds of something were seen, and how probable it is that the next is of a new kind: by Good's and Turing's estimate as many as were seen only once
 * (Good, "The population frequencies of species and the estimation of population parameters", Biometrika 1953), or, where that is more, as many as were new in the
 * later half of all (Laplace's rule of succession; of who comes and asks ten times nothing is seen once), with one more for what chance may hide.
 *
 * <p>At most {@link #MAX_KINDS} of 33 bytes. Who has more has no closed circle: nothing is new there any more, until most are forgotten.
 *
 * @param since its first
 * @param seen all that were taken
 * @param days different days with something seen, at most counted once in a row
 * @param day the last of them, in days since 1970
 * @param kinds by hash
 */
public record Novelty(Instant since, long seen, int days, long day, Map<Long, Kind> kinds) {
    public static final int MAX_KINDS = 512;

    /** What is old is looked for once in so many, so that those who come by thousands do not pay for all kinds each time. */
    static final int LOOK_EVERY = 64;

    /**
     * One kind.
     *
     * @param times it was seen, 2 for more often
     * @param first how many of any kind were seen before it
     */
    public record Kind(int times, long first, Instant last) {}

    public static Novelty empty(Instant since) {
        return new Novelty(since, 0, 0, Long.MIN_VALUE, new HashMap<>());
    }

    public boolean knows(long hash) {
        return kinds.containsKey(hash);
    }

    public boolean open() {
        return kinds.size() >= MAX_KINDS;
    }

    /** That the next is of a kind not seen before. */
    public double chanceOfNew() {
        if (open()) {
            return 1;
        }
        long once = 0;
        long late = 0;
        for (Kind kind : kinds.values()) {
            once += kind.times == 1 ? 1 : 0;
            late += kind.first >= seen / 2 ? 1 : 0;
        }
        return chance(once, late, seen);
    }

    /**
     * That the next is new.
     *
     * @param once kinds seen only once
     * @param late kinds that were new in the later half
     */
    static double chance(long once, long late, long seen) {
        double turing = (double) (once + 1) / (double) (seen + 2);
        double laplace = late == 0 ? 0 : (double) (late + 1) / ((double) seen / 2 + 2);
        return Math.min(1, Math.max(turing, laplace));
    }

    /** Takes one; the map is changed in place, this is not to be used again. */
    public Novelty with(long hash, Instant now, Duration forgetAfter) {
        if (kinds.size() >= MAX_KINDS && seen % LOOK_EVERY == 0) {
            forget(now.minus(forgetAfter));
        }
        if (kinds.size() < MAX_KINDS || kinds.containsKey(hash)) {
            kinds.merge(hash, new Kind(1, seen, now), (old, one) -> new Kind(2, old.first, later(old.last, one.last)));
        }
        long today = Math.floorDiv(now.getEpochSecond(), 86_400L);
        return new Novelty(since, seen + 1, today > day ? days + 1 : days, Math.max(day, today), kinds);
    }

    /** Knows a kind that was told of: it is not new again, and no sign that new ones are usual. */
    public Novelty told(long hash, Instant now) {
        if (kinds.size() < MAX_KINDS) {
            kinds.put(hash, new Kind(2, 0, now));
        }
        return this;
    }

    private void forget(Instant before) {
        for (Iterator<Kind> all = kinds.values().iterator(); all.hasNext(); ) {
            if (all.next().last.isBefore(before)) {
                all.remove();
            }
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
