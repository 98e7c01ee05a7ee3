package io.throughline.core.infer;

import java.util.Arrays;

/** How likely each call would be elsewhere, by how likely all would be then, and so how sure its place is. */
final class Doubts {
    private static final double LEAST = Math.exp(-Steps.DOUBTFUL);

    private final Assignment assignment;
    private final PossibleCauses causes;
    private final TwoRequests two;
    private final int spans;
    /** Of every child, by candidate: how likely it was there instead, against where it is. */
    private final float[][] instead;

    Doubts(Assignment assignment, TwoRequests two) {
        this.assignment = assignment;
        this.causes = assignment.causes();
        this.two = two;
        this.spans = assignment.spans().size();
        this.instead = new float[spans][];
        for (int child = 0; child < spans; child++) {
            instead[child] = new float[causes.of(child).length];
        }
    }

    float[] instead(int child) {
        return instead[child];
    }

    /** Marks requests with calls that could as well be elsewhere, and those that these could be at. @return whether there are any */
    boolean mark(boolean[] doubtful) {
        boolean any = false;
        for (int child = 0; child < spans; child++) {
            int at = assignment.parent(child);
            int[] candidates = causes.of(child);
            for (int c = 0; c < candidates.length; c++) {
                if (instead[child][c] > LEAST) {
                    doubtful[candidates[c]] = true;
                    if (at != Assignment.NONE) {
                        doubtful[at] = true;
                    }
                    any = true;
                }
            }
        }
        return any;
    }

    /** Compares every call's place with the best that all could be if it were elsewhere, and notes how sure each is. */
    void all() {
        for (float[] each : instead) {
            Arrays.fill(each, 0);
        }
        boolean[] every = new boolean[spans];
        Arrays.fill(every, true);
        for (long pair : assignment.pairs(every)) {
            pair((int) (pair >>> 32), (int) pair);
        }
        for (int child = 0; child < spans; child++) {
            place(child);
        }
        for (int span = 0; span < spans; span++) {
            Family family = assignment.family(span);
            for (int i = 0; family != null && i < family.size; i++) {
                family.sure[i] = sure(family.children[i]);
            }
        }
    }

    private void pair(int a, int b) {
        if (assignment.isTooLarge(a) || assignment.isTooLarge(b)) {
            return;
        }
        if (two.canBeSplit(a, b)) {
            splits(a, b);
            return;
        }
        double now = assignment.score(a) + assignment.score(b);
        int masks = two.findMasks(a, b);
        for (int m = 0; m < masks; m++) {
            float likely = (float) Math.exp(Math.min(0, two.swapped(a, b, two.mask(m), Long.MIN_VALUE) - now));
            note(assignment.family(a), b, two.mask(m), likely);
            note(assignment.family(b), a, two.mask(m), likely);
        }
    }

    /** How likely each of the calls that could be either's is the other's: the share of all ways to share them out, as odds. */
    private void splits(int a, int b) {
        int asIs = two.asIs(b);
        Shares.Ways ways = two.ways(a, b);
        double now = ways.likely(asIs);
        double all = 1;
        double[] moved = new double[two.freeCount()];
        for (int split = 0; split < ways.count(); split++) {
            if (split != asIs) {
                double likely = Math.exp(Math.min(0, ways.likely(split) - now));
                all += likely;
                for (int i = 0; i < moved.length; i++) {
                    moved[i] += ((split ^ asIs) >>> i & 1) != 0 ? likely : 0;
                }
            }
        }
        for (int i = 0; i < two.size(); i++) {
            int free = two.free(i);
            if (free >= 0) {
                int child = two.child(i);
                double odds = moved[free] / Math.max(1e-9, all - moved[free]);
                note(child, assignment.parent(child) == a ? b : a, (float) Math.min(1, odds));
            }
        }
    }

    private void note(Family family, int to, long mask, float likely) {
        for (int i = 0; i < family.size; i++) {
            if ((mask >>> family.kinds[i] & 1) != 0) {
                note(family.children[i], to, likely);
            }
        }
    }

    private void note(int child, int to, float likely) {
        int place = causes.place(child, to);
        if (place >= 0) {
            instead[child][place] = Math.max(instead[child][place], likely);
        }
    }

    private void place(int child) {
        int at = assignment.parent(child);
        if (assignment.isTooLarge(at)) {
            return;
        }
        double here = at == Assignment.NONE ? assignment.alone(child) : two.here(at, child);
        int[] candidates = causes.of(child);
        for (int c = 0; c < candidates.length; c++) {
            int candidate = candidates[c];
            if (candidate != at && !assignment.isTooLarge(candidate)) {
                double there = two.there(at, candidate, child);
                instead[child][c] = Math.max(instead[child][c], (float) Math.exp(Math.min(0, there - here)));
            }
        }
    }

    /** In (0,1]. */
    float sure(int child) {
        if (assignment.isOnlyGuessed(child)) {
            return 1f / causes.of(child).length;
        }
        double elsewhere = 0;
        for (float likely : instead[child]) {
            elsewhere += likely;
        }
        int at = assignment.parent(child);
        if (at != Assignment.NONE && !causes.isProven(child)) {
            elsewhere += Math.exp(Math.min(0, assignment.alone(child) - two.here(at, child)));
        }
        return (float) (1 / (1 + elsewhere));
    }
}
