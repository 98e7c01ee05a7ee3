package io.throughline.core.infer;

import io.throughline.core.infer.GapDensity.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A parent for every call by itself, from how long after its start a request of a kind makes a call of a kind, and how long before its
 * end that call ends. At the beginning each call belongs to all of its candidates in equal parts; where gaps pile up, there the
 * causes are, and each round moves the parts there (expectation maximisation: Dempster, Laird, Rubin, J. Royal Statistical Society B
 * 39, 1977).
 */
final class FirstGuess {
    private static final int ROUNDS = 6;

    private final Spans spans;
    private final int[][] candidates;
    private final double[][] parts;

    /** Of requests of one kind and calls of one kind. */
    private static final class Pair {
        private final Sample starts = new Sample();
        private final Sample ends = new Sample();
        private double weight;
        private @Nullable GapDensity start;
        private @Nullable GapDensity end;

        void add(long afterStart, long beforeEnd, double part) {
            starts.add(afterStart, part);
            ends.add(beforeEnd, part);
            weight += part;
        }

        double log(long afterStart, long beforeEnd) {
            GapDensity one = start == null ? GapDensity.of(starts) : start;
            GapDensity other = end == null ? GapDensity.of(ends) : end;
            start = one;
            end = other;
            return Math.log(weight) + one.log(afterStart) + other.log(beforeEnd);
        }
    }

    FirstGuess(Spans spans, int[][] candidates) {
        this.spans = spans;
        this.candidates = new int[candidates.length][];
        this.parts = new double[candidates.length][];
        for (int child = 0; child < candidates.length; child++) {
            int[] within = within(child, candidates[child]);
            this.candidates[child] = within;
            this.parts[child] = new double[within.length];
            Arrays.fill(parts[child], 1.0 / Math.max(1, within.length));
        }
    }

    /**
     * Those that it ends in, where there are any; and of these such as the innermost: what lies within an internal span was not
     * caused by the request around that.
     */
    private int[] within(int child, int[] all) {
        int[] within = Arrays.stream(all)
                .filter(candidate -> !spans.outlives(child, candidate))
                .toArray();
        int[] open = within.length == 0 ? all : within;
        if (open.length < 2) {
            return open;
        }
        int innermost = open[open.length - 1];
        return Arrays.stream(open)
                .filter(candidate -> spans.mayBeCaused(innermost)
                        ? spans.kind(candidate) == spans.kind(innermost)
                        : !spans.mayBeCaused(candidate))
                .toArray();
    }

    /** The likeliest parent of each span; {@link Assignment#NONE} where there is no candidate. */
    int[] parents() {
        for (int round = 0; round < ROUNDS; round++) {
            expect(maximise());
        }
        int[] parents = new int[candidates.length];
        for (int child = 0; child < parents.length; child++) {
            parents[child] = Assignment.NONE;
            double most = 0;
            for (int c = 0; c < candidates[child].length; c++) {
                if (parts[child][c] >= most) {
                    most = parts[child][c];
                    parents[child] = candidates[child][c];
                }
            }
        }
        return parents;
    }

    /** So many of a span's candidates, in their order; after {@link #parents}. */
    int[] likeliest(int child, int count) {
        return IntStream.range(0, candidates[child].length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> parts[child][c])
                        .reversed()
                        .thenComparing(Comparator.reverseOrder()))
                .limit(count)
                .mapToInt(c -> candidates[child][c])
                .sorted()
                .toArray();
    }

    /** How likely it is that one of these, which are in order, has caused a span, in [0,1]. */
    double share(int child, int[] some) {
        double share = 0;
        for (int c = 0; c < parts[child].length; c++) {
            share += Arrays.binarySearch(some, candidates[child][c]) >= 0 ? parts[child][c] : 0;
        }
        return Math.min(1, share);
    }

    private Map<Integer, Pair> maximise() {
        Map<Integer, Pair> pairs = new HashMap<>();
        for (int child = 0; child < candidates.length; child++) {
            for (int c = 0; c < candidates[child].length; c++) {
                if (parts[child][c] > 1e-6) {
                    int parent = candidates[child][c];
                    pairs.computeIfAbsent(pair(parent, child), any -> new Pair())
                            .add(afterStart(parent, child), beforeEnd(parent, child), parts[child][c]);
                }
            }
        }
        return pairs;
    }

    private void expect(Map<Integer, Pair> pairs) {
        for (int child = 0; child < candidates.length; child++) {
            double[] logs = new double[candidates[child].length];
            double most = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < logs.length; c++) {
                int parent = candidates[child][c];
                Pair pair = pairs.get(pair(parent, child));
                logs[c] = pair == null
                        ? Double.NEGATIVE_INFINITY
                        : pair.log(afterStart(parent, child), beforeEnd(parent, child));
                most = Math.max(most, logs[c]);
            }
            double sum = 0;
            for (int c = 0; c < logs.length; c++) {
                parts[child][c] = Math.exp(logs[c] - most);
                sum += parts[child][c];
            }
            for (int c = 0; c < logs.length; c++) {
                parts[child][c] /= sum;
            }
        }
    }

    private int pair(int parent, int child) {
        return spans.kind(parent) * spans.kinds() + spans.kind(child);
    }

    private long afterStart(int parent, int child) {
        return spans.start(child) - spans.start(parent);
    }

    private long beforeEnd(int parent, int child) {
        return spans.end(parent) - spans.end(child);
    }
}
