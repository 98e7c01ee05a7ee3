package io.throughline.core.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How likely each way is to share out calls between two requests, as long as what is learned stays the same. A pair is looked at once a
 * sweep, and its calls are mostly those of the sweep before.
 */
final class Shares {
    /** So many numbers are remembered, 16 MB at most; pairs beyond are computed each time. */
    private static final int MAX_REMEMBERED = 1 << 20;

    private final Map<Long, Ways> byPair = new HashMap<>();
    private int remembered;

    /** The ways to share out certain calls: bits tell which go to the second request. */
    static final class Ways {
        private final int[] children;
        private final double[] likely;
        /** By way, how often it and those before it are drawn at {@link #heat}; not normalised. */
        private double @Nullable [] upTo;

        private double heat;

        /**
         * @param children of both requests
         * @param likely by way, the logarithm of how likely both requests are then
         */
        Ways(int[] children, double[] likely) {
            this.children = children;
            this.likely = likely;
        }

        int count() {
            return likely.length;
        }

        double likely(int way) {
            return likely[way];
        }

        /** Whether another way than {@code asIs} is at most so many nats less likely than it. */
        boolean doubts(int asIs, double nats) {
            for (int way = 0; way < likely.length; way++) {
                if (way != asIs && likely[way] > likely[asIs] - nats) {
                    return true;
                }
            }
            return false;
        }

        /** The likeliest; {@code asIs} unless another is better by more than {@code least}. */
        int best(int asIs, double least) {
            int best = asIs;
            double most = likely[asIs] + least;
            for (int way = 0; way < likely.length; way++) {
                if (way != asIs && likely[way] > most) {
                    most = likely[way];
                    best = way;
                }
            }
            return best;
        }

        /**
         * Each way as often as it is likely.
         *
         * @param at as likely as learned at one; above, what is learned is trusted so much less
         */
        int draw(SplittableRandom random, double at) {
            double[] sums = upTo;
            if (sums == null || heat != at) {
                sums = sums(at);
                upTo = sums;
                heat = at;
            }
            int found = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
            // Found exactly, the number is where the next way begins.
            return Math.min(found < 0 ? -found - 1 : found + 1, sums.length - 1);
        }

        private double[] sums(double at) {
            double most = Double.NEGATIVE_INFINITY;
            for (double each : likely) {
                most = Math.max(most, each);
            }
            double[] sums = new double[likely.length];
            double sum = 0;
            for (int way = 0; way < sums.length; way++) {
                sum += Math.exp((likely[way] - most) / at);
                sums[way] = sum;
            }
            return sums;
        }
    }

    void forget() {
        byPair.clear();
        remembered = 0;
    }

    /** What was remembered of two requests that have just these calls. */
    @Nullable
    Ways of(int a, int b, Family both) {
        Ways known = byPair.get(pair(a, b));
        return known != null && Arrays.equals(known.children, 0, known.children.length, both.children, 0, both.size)
                ? known
                : null;
    }

    void remember(int a, int b, Ways ways) {
        if (remembered < MAX_REMEMBERED) {
            Ways before = byPair.put(pair(a, b), ways);
            remembered += ways.count() - (before == null ? 0 : before.count());
        }
    }

    private static long pair(int a, int b) {
        return ((long) a << 32) | b;
    }
}
