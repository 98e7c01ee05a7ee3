package io.throughline.stream.detect;

import io.throughline.core.behaviour.Chance;
import java.time.Instant;

/**
 * What one asker did in windows that are over, and so what is to be expected of it: its own mean, drawn towards that of all who ask as long as there is little of it. Its rate is gamma
 * distributed before anything is known of it, with a shape of {@value #SHAPE}, for a few ask much more than most; what is in a window has then a negative binomial
 * distribution.
 *
 * <p>Fades by half after {@value #LONG} windows.
 *
 * @param first the number of its first window
 * @param last when it asked last
 * @param bytes of its answers
 */
public record Past(long first, Instant last, long asks, long ids, long pages, long bytes) {
    private static final int LONG = 1_000;
    private static final double SHAPE = 0.5;

    static Past begin(long window, Instant now) {
        return new Past(window, now, 0, 0, 0, 0);
    }

    Past with(long window, Instant now, long moreAsks, long moreIds, long morePages, long moreBytes) {
        long windows = window - first;
        return windows < LONG
                ? new Past(first, now, asks + moreAsks, ids + moreIds, pages + morePages, bytes + moreBytes)
                : new Past(window - windows / 2, now, asks / 2, ids / 2, pages / 2, bytes / 2)
                        .with(window, now, moreAsks, moreIds, morePages, moreBytes);
    }

    /**
     * What one quantity of it is to be compared with.
     *
     * @param own so much was in windows that are over
     * @param windows so many, and what the prior is worth
     * @param busy how much more than usual is to be expected in the window that goes on
     * @param fresh whether there is no window that is over
     */
    record Usual(double own, double windows, double busy, boolean fresh) {
        double expected() {
            return busy * own / windows;
        }

        /**
         * How much an amount in the window that goes on speaks for more than that, in nats: the likelihood ratio of two rates against one, given their sum (Przyborowski and Wilenski,
         * "Homogeneity of results in testing samples from Poisson series", Biometrika 1940).
         */
        double evidence(double amount) {
            return Chance.evidence(amount, amount + own, busy / (windows + busy));
        }
    }

    /**
     * @param own so much of it was in windows that are over
     * @param ofOne who asks at all does so much in one, above 0
     * @param window that goes on
     * @param busy how much more than usual all others ask, at least 1
     */
    Usual usual(double own, double ofOne, long window, double busy) {
        long windows = Math.max(0, window - first);
        return new Usual(own + SHAPE, (double) windows + SHAPE / ofOne, busy, windows == 0);
    }
}
