package io.throughline.core.infer;

import java.util.Arrays;

/** Which spans may have caused each: what its ids prove; else, of the spans that were open when it began, those whose times and ids allow it. */
final class PossibleCauses {
    /** Of the spans that were open when a call began, so many are looked at, the latest first. */
    static final int MAX_OPEN = 64;

    /** Of these, so many are tried: those that the first guess finds likeliest. */
    private static final int MAX_TRIED = 8;

    private final Spans spans;
    /** By child, in order. */
    private final int[][] candidates;
    /** Whose one candidate ids prove. */
    private final boolean[] proven;
    /** Of every child: how likely it is among its candidates at all, as those that are not tried are not known of. */
    private final double[] reach;

    PossibleCauses(Spans spans) {
        this.spans = spans;
        this.candidates = new int[spans.size()][];
        this.proven = new boolean[spans.size()];
        this.reach = new double[spans.size()];
        find();
    }

    int[] of(int child) {
        return candidates[child];
    }

    /** Where among its candidates one is; below zero: it is none. */
    int place(int child, int candidate) {
        return Arrays.binarySearch(candidates[child], candidate);
    }

    boolean isProven(int child) {
        return proven[child];
    }

    /** How likely a child is among its candidates, in (0,1]. */
    double reach(int child) {
        return reach[child];
    }

    /** How much one sweep has to look at. */
    long places() {
        long places = 0;
        for (int[] each : candidates) {
            places += each.length;
        }
        return places;
    }

    /** Keeps of many the likeliest. @return the likeliest of each child, {@link Assignment#NONE} where there is none */
    int[] narrow() {
        FirstGuess guess = new FirstGuess(spans, candidates);
        int[] first = guess.parents();
        for (int child = 0; child < first.length; child++) {
            if (candidates[child].length > MAX_TRIED) {
                candidates[child] = guess.likeliest(child, MAX_TRIED);
                reach[child] = guess.share(child, candidates[child]);
            } else {
                reach[child] = 1;
            }
        }
        return first;
    }

    private void find() {
        int[] open = new int[16];
        int count = 0;
        int next = 0;
        long coarsest = spans.coarsest();
        for (int child = 0; child < spans.size(); child++) {
            // Spans are in the order of their starts; what starts in the same instant may have caused it too.
            while (next < spans.size() && spans.start(next) <= spans.start(child) + coarsest) {
                if (spans.mayCause(next)) {
                    if (count == open.length) {
                        open = Arrays.copyOf(open, 2 * count);
                    }
                    open[count++] = next;
                }
                next++;
            }
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (spans.end(open[i]) + coarsest >= spans.start(child)) {
                    open[kept++] = open[i];
                }
            }
            count = kept;
            int cause = spans.ids().proven(spans, child);
            proven[child] = cause != Assignment.NONE;
            candidates[child] = proven[child]
                    ? new int[] {cause}
                    : spans.mayBeCaused(child) ? those(open, count, child) : new int[0];
        }
    }

    private int[] those(int[] open, int count, int child) {
        int[] found = new int[Math.min(count, MAX_OPEN)];
        int size = 0;
        for (int i = count - 1; i >= 0 && size < found.length; i--) {
            if (spans.mayContain(open[i], child) && !spans.ids().contradict(spans, open[i], child)) {
                found[size++] = open[i];
            }
        }
        int[] sorted = Arrays.copyOf(found, size);
        Arrays.sort(sorted);
        return sorted;
    }
}
