package io.throughline.core.infer;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes an assignment more likely step by step.
 *
 * <p>A step takes two requests that overlap and exchanges calls between them: those of one kind, of kinds that follow one another, or all
 * after some moment; or it moves a single call to another request, or to none. A step is taken when both requests together
 * become more likely by it, so it ends, and where nothing is near it changes nothing. With all requests but two held fixed this is
 * the exact decision for these moves (iterated conditional modes: Besag, J. Royal Statistical Society B 48, 1986, over pairs as in
 * the 2-exchanges of multi-dimensional assignment).
 */
final class Steps {
    /** What is so much less likely, in nats, is not sampled again before something near it changes. */
    static final double DOUBTFUL = 9;

    /** Where requests make many calls of a kind, what follows one of so many of them is exchanged at once. */
    private static final int MAX_CUTS = 16;

    private static final int MAX_SWEEPS = 6;
    private static final double LEAST_GAIN = 1e-7;
    private static final long SEED = 1;

    private final Assignment assignment;
    private final Spans spans;
    private final PossibleCauses causes;
    private final TwoRequests two;
    private final Doubts doubts;
    private final boolean[] changed;
    /** Those that had changed when the sweep began. */
    private final boolean[] due;

    /** Whose calls could as well be elsewhere, as the last sweep of sampling saw it. */
    private final boolean[] doubtful;

    /** The same numbers each time: one answer for one input. */
    private final SplittableRandom random = new SplittableRandom(SEED);

    private boolean sampling;
    private double heat;

    Steps(Assignment assignment, TwoRequests two, Doubts doubts) {
        this.assignment = assignment;
        this.spans = assignment.spans();
        this.causes = assignment.causes();
        this.two = two;
        this.doubts = doubts;
        this.changed = new boolean[spans.size()];
        this.due = new boolean[spans.size()];
        this.doubtful = new boolean[spans.size()];
    }

    /** Exchanges and moves until nothing becomes more likely, leaving nothing out. @return how often something did */
    int improve() {
        Arrays.fill(changed, true);
        int all = 0;
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            int now = sweep();
            all += now;
            if (now == 0) {
                break;
            }
        }
        return all;
    }

    /**
     * Begins sampling with what {@link Doubts#all} found doubtful.
     *
     * @return whether there is any
     */
    boolean beginSampling() {
        Arrays.fill(changed, false);
        Arrays.fill(doubtful, false);
        return doubts.mark(doubtful);
    }

    /**
     * One sweep of Gibbs sampling: every step is taken as often as it is likely (Geman and Geman, IEEE Trans. PAMI 6, 1984), by adding Gumbel
     * noise to the logarithms and taking the best. What was far from doubtful in the sweep before is left as it is.
     *
     * @param at one: as likely as learned; above: what is learned is trusted so much less
     */
    void sample(double at) {
        heat = at;
        sampling = true;
        for (int i = 0; i < changed.length; i++) {
            changed[i] |= doubtful[i];
        }
        Arrays.fill(doubtful, false);
        sweep();
        sampling = false;
    }

    private double shake() {
        return sampling ? -heat * Math.log(-Math.log(random.nextDouble())) : 0;
    }

    private int sweep() {
        System.arraycopy(changed, 0, due, 0, changed.length);
        Arrays.fill(changed, false);
        int steps = 0;
        for (long pair : assignment.pairs(due)) {
            steps += exchange((int) (pair >>> 32), (int) pair);
        }
        for (int child = 0; child < spans.size(); child++) {
            steps += move(child) ? 1 : 0;
        }
        return steps;
    }

    private void take(int span, Family from) {
        assignment.take(span, from);
        changed[span] = true;
    }

    /** What of two requests is exchanged: calls of these kinds that begin at {@code from} or later. */
    private record Exchange(long kinds, long from) {}

    private int exchange(int a, int b) {
        if (assignment.isTooLarge(a) || assignment.isTooLarge(b)) {
            return 0;
        }
        if (two.canBeSplit(a, b)) {
            return split(a, b);
        }
        int steps = 0;
        for (int tries = 0; tries < (sampling ? 1 : 8); tries++) {
            Exchange best = null;
            double now = assignment.score(a) + assignment.score(b);
            double most = now + LEAST_GAIN + shake();
            int masks = two.findMasks(a, b);
            for (int m = 0; m < masks; m++) {
                double likely = two.swapped(a, b, two.mask(m), Long.MIN_VALUE);
                if (likely > now - DOUBTFUL) {
                    doubtful[a] = true;
                    doubtful[b] = true;
                }
                likely += shake();
                if (likely > most) {
                    most = likely;
                    best = new Exchange(two.mask(m), Long.MIN_VALUE);
                }
            }
            if (masks > 0 && (repeats(assignment.family(a)) || repeats(assignment.family(b)))) {
                for (Family family : List.of(assignment.family(a), assignment.family(b))) {
                    for (int i = 0; i < family.size; i += 1 + family.size / MAX_CUTS) {
                        double likely = two.swapped(a, b, -1L, family.starts[i]) + shake();
                        if (likely > most) {
                            most = likely;
                            best = new Exchange(-1L, family.starts[i]);
                        }
                    }
                }
            }
            if (best == null) {
                return steps;
            }
            two.swapped(a, b, best.kinds, best.from);
            take(a, two.left());
            take(b, two.right());
            steps++;
        }
        return steps;
    }

    private static boolean repeats(Family family) {
        long seen = 0;
        for (int i = 0; i < family.size; i++) {
            long bit = 1L << family.kinds[i];
            if ((seen & bit) != 0) {
                return true;
            }
            seen |= bit;
        }
        return false;
    }

    /** Every way to share out what could be either's: the likeliest, or, while sampling, each as often as it is likely. */
    private int split(int a, int b) {
        if (two.freeCount() == 0) {
            return 0;
        }
        Shares.Ways ways = two.ways(a, b);
        int asIs = two.asIs(b);
        if (ways.doubts(asIs, DOUBTFUL)) {
            doubtful[a] = true;
            doubtful[b] = true;
        }
        int next = sampling ? ways.draw(random, heat) : ways.best(asIs, LEAST_GAIN);
        if (next == asIs) {
            return 0;
        }
        two.shared(a, b, next);
        take(a, two.left());
        take(b, two.right());
        return 1;
    }

    private boolean move(int child) {
        int at = assignment.parent(child);
        int[] candidates = causes.of(child);
        if (candidates.length == 0 || assignment.isTooLarge(at) || !anyDue(candidates)) {
            return false;
        }
        double here = at == Assignment.NONE ? assignment.alone(child) : two.here(at, child);
        int best = at;
        double most = here + LEAST_GAIN + shake();
        double none = causes.isProven(child) ? Double.NEGATIVE_INFINITY : assignment.alone(child) + shake();
        if (at != Assignment.NONE && none > most) {
            best = Assignment.NONE;
            most = none;
        }
        for (int candidate : candidates) {
            if (candidate != at && !assignment.isTooLarge(candidate)) {
                double there = two.there(at, candidate, child);
                if (there > here - DOUBTFUL) {
                    doubtful[candidate] = true;
                    if (at != Assignment.NONE) {
                        doubtful[at] = true;
                    }
                }
                there += shake();
                if (there > most) {
                    best = candidate;
                    most = there;
                }
            }
        }
        if (best == at) {
            return false;
        }
        if (at != Assignment.NONE) {
            two.without(at, child);
            take(at, two.left());
        }
        if (best == Assignment.NONE) {
            assignment.leave(child);
        } else {
            two.with(best, child);
            take(best, two.right());
        }
        return true;
    }

    private boolean anyDue(int[] candidates) {
        for (int candidate : candidates) {
            if (due[candidate] || changed[candidate]) {
                return true;
            }
        }
        return false;
    }
}
