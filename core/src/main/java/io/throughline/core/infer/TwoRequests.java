package io.throughline.core.infer;

import java.util.Arrays;

/**
 * Two requests as they would be if calls went from one to the other, and how likely both would be then. What is tried is built into
 * {@link #left} and {@link #right}, which are used again for the next.
 */
final class TwoRequests {
    /** In {@link #free}: a call that can be the first request's, or the second's, alone. */
    private static final int ONLY_FIRST = -1;

    private static final int ONLY_SECOND = -2;

    /** So many calls that could be either of two requests' are shared out in every way. */
    private static final int SPLIT_UP_TO = 8;

    /** Of kinds that follow one another, so many are exchanged at once. */
    private static final int MAX_RUN = 8;

    private static final int ALL_SUBSETS_UP_TO = 4;

    private final Assignment assignment;
    private final Spans spans;
    private final FlowCounts flows;
    private final PossibleCauses causes;
    private final Family left = new Family(16);
    private final Family right = new Family(16);
    private final Family both = new Family(16);
    /** Of each call of {@link #both}: its number among those that could be either's, or whose it is. */
    private int[] free = new int[16];

    private int freeCount;
    private long[] masks = new long[64];
    private int maskCount;

    TwoRequests(Assignment assignment) {
        this.assignment = assignment;
        this.spans = assignment.spans();
        this.flows = assignment.flows();
        this.causes = assignment.causes();
    }

    /** The first as it was tried last. */
    Family left() {
        return left;
    }

    /** The second as it was tried last. */
    Family right() {
        return right;
    }

    /**
     * Looks for the calls of both, in the order of their starts, and for those that could be either's.
     *
     * @return whether these are few enough to share them out in every way
     */
    boolean canBeSplit(int a, int b) {
        Family one = assignment.family(a);
        Family other = assignment.family(b);
        both.like(one);
        freeCount = 0;
        int i = 0;
        int j = 0;
        while (i < one.size || j < other.size) {
            boolean first = j == other.size || (i < one.size && one.precedes(i, other, j));
            int child = first ? one.children[i] : other.children[j];
            boolean either = fits(child, first ? b : a);
            if (both.size == free.length) {
                free = Arrays.copyOf(free, 2 * both.size);
            }
            free[both.size] = either ? freeCount++ : first ? ONLY_FIRST : ONLY_SECOND;
            both.append(first ? one : other, first ? i++ : j++);
        }
        return freeCount <= SPLIT_UP_TO;
    }

    /** How many could be either's. */
    int freeCount() {
        return freeCount;
    }

    /** How many calls both have together. */
    int size() {
        return both.size;
    }

    int child(int i) {
        return both.children[i];
    }

    /** The number of a call among those that could be either's; below zero: it could not. */
    int free(int i) {
        return free[i];
    }

    Shares.Ways ways(int a, int b) {
        // What a flow gains depends on its other requests as well, which change.
        boolean byItself = flows.flow(a) == flows.flow(b);
        Shares.Ways known = byItself ? assignment.shares().of(a, b, both) : null;
        if (known != null) {
            return known;
        }
        double[] likely = new double[1 << freeCount];
        for (int split = 0; split < likely.length; split++) {
            likely[split] = shared(a, b, split);
        }
        Shares.Ways ways = new Shares.Ways(Arrays.copyOf(both.children, both.size), likely);
        if (byItself) {
            assignment.shares().remember(a, b, ways);
        }
        return ways;
    }

    /** The way that they are shared out now. */
    int asIs(int b) {
        int split = 0;
        for (int i = 0; i < both.size; i++) {
            if (free[i] >= 0 && assignment.parent(both.children[i]) == b) {
                split |= 1 << free[i];
            }
        }
        return split;
    }

    /** @param split bits of those that go to {@code b} */
    double shared(int a, int b, int split) {
        left.like(assignment.family(a));
        right.like(assignment.family(b));
        for (int i = 0; i < both.size; i++) {
            boolean toB = free[i] == ONLY_SECOND || (free[i] >= 0 && (split >>> free[i] & 1) != 0);
            assignment.append(toB ? right : left, toB ? b : a, both.children[i]);
        }
        return assignment.score(left) + assignment.score(right) + changeOfFlows(a, b);
    }

    /** Which kinds may be exchanged at once: all sets of a few, else those that follow one another. @return how many sets */
    int findMasks(int a, int b) {
        maskCount = 0;
        long movable = movable(assignment.family(a), b) | movable(assignment.family(b), a);
        int count = Long.bitCount(movable);
        if (count == 0) {
            return 0;
        }
        int[] kinds = new int[count];
        int n = 0;
        for (int kind : assignment.order()) {
            if ((movable >>> kind & 1) != 0) {
                kinds[n++] = kind;
            }
        }
        if (n <= ALL_SUBSETS_UP_TO) {
            for (int subset = 1; subset < 1 << n; subset++) {
                long mask = 0;
                for (int i = 0; i < n; i++) {
                    mask |= (subset >>> i & 1) != 0 ? 1L << kinds[i] : 0;
                }
                mask(mask);
            }
            return maskCount;
        }
        for (int from = 0; from < n; from++) {
            long mask = 0;
            for (int to = from; to < Math.min(n, from + MAX_RUN); to++) {
                mask |= 1L << kinds[to];
                mask(mask);
            }
        }
        return maskCount;
    }

    long mask(int m) {
        return masks[m];
    }

    private void mask(long mask) {
        if (maskCount == masks.length) {
            masks = Arrays.copyOf(masks, 2 * maskCount);
        }
        masks[maskCount++] = mask;
    }

    private long movable(Family family, int to) {
        long kinds = 0;
        for (int i = 0; i < family.size; i++) {
            if (fits(family.children[i], to)) {
                kinds |= 1L << family.kinds[i];
            }
        }
        return kinds;
    }

    private boolean fits(int child, int to) {
        return causes.place(child, to) >= 0;
    }

    /** Exchanges calls of the kinds of a mask that begin at {@code from} or later; what does not fit stays. */
    double swapped(int a, int b, long mask, long from) {
        merge(a, b, mask, from, left);
        merge(b, a, mask, from, right);
        return assignment.score(left) + assignment.score(right) + changeOfFlows(a, b);
    }

    /** Where both are of one flow, what goes from one to the other changes nothing for it. */
    private double changeOfFlows(int a, int b) {
        int one = flows.flow(a);
        int other = flows.flow(b);
        if (one == other) {
            return 0;
        }
        return flows.change(one, assignment.family(a), left) + flows.change(other, assignment.family(b), right);
    }

    private void merge(int me, int them, long mask, long from, Family into) {
        Family own = assignment.family(me);
        Family other = assignment.family(them);
        into.like(own);
        int i = 0;
        int j = 0;
        while (i < own.size || j < other.size) {
            if (i < own.size && goes(own, i, them, mask, from)) {
                i++;
            } else if (j < other.size && !goes(other, j, me, mask, from)) {
                j++;
            } else if (j == other.size || (i < own.size && own.precedes(i, other, j))) {
                into.append(own, i++);
            } else {
                assignment.append(into, me, other.children[j++]);
            }
        }
    }

    private boolean goes(Family family, int i, int to, long mask, long from) {
        return (mask >>> family.kinds[i] & 1) != 0 && family.starts[i] >= from && fits(family.children[i], to);
    }

    /** What a call adds to the request that it is at, as a logarithm; {@link #left} is that request without it. */
    double here(int at, int child) {
        without(at, child);
        return assignment.score(at)
                - assignment.score(left)
                - flows.change(flows.flow(at), assignment.family(at), left);
    }

    /**
     * What a call would add to {@code candidate}, which {@link #right} is with it.
     *
     * @param at where it is now, which {@link #left} is without it
     */
    double there(int at, int candidate, int child) {
        with(candidate, child);
        int flow = flows.flow(candidate);
        double gain = assignment.score(right) - assignment.score(candidate);
        if (at != Assignment.NONE && flow == flows.flow(at)) {
            // It stays within its flow: what the flow loses by the one it gains by the other.
            return gain - flows.change(flow, assignment.family(at), left);
        }
        return gain + flows.change(flow, assignment.family(candidate), right);
    }

    /** Builds {@link #left}. */
    void without(int at, int child) {
        Family family = assignment.family(at);
        left.like(family);
        for (int i = 0; i < family.size; i++) {
            if (family.children[i] != child) {
                left.append(family, i);
            }
        }
    }

    /** Builds {@link #right}. */
    void with(int parentToBe, int child) {
        Family family = assignment.family(parentToBe);
        right.like(family);
        boolean placed = false;
        for (int i = 0; i < family.size; i++) {
            if (!placed
                    && (spans.start(child) < family.starts[i]
                            || (spans.start(child) == family.starts[i] && child < family.children[i]))) {
                assignment.append(right, parentToBe, child);
                placed = true;
            }
            right.append(family, i);
        }
        if (!placed) {
            assignment.append(right, parentToBe, child);
        }
    }
}
