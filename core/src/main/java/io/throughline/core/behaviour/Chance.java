package io.throughline.core.behaviour;

/** Probabilities of what is counted, and how several of them weigh together. */
public final class Chance {
    private Chance() {}

    /**
     * Of so many or more successes in so many trials, at most: Chernoff's bound with Kullback and Leibler's divergence (Hoeffding, "Probability inequalities for
     * sums of bounded random variables", 1963).
     *
     * @param rate of one success, in (0,1)
     */
    public static double atLeast(long successes, long trials, double rate) {
        return Math.exp(-evidence((double) successes, (double) trials, rate));
    }

    /**
     * How much so many successes in so many trials speak for a higher rate, in nats: the logarithm of the likelihood ratio of the rate that suits them best. 0 where they
     * are not too many.
     *
     * @param rate of one success, in (0,1)
     */
    public static double evidence(double successes, double trials, double rate) {
        double share = trials <= 0 ? 0 : Math.min(1, successes / trials);
        if (share <= rate) {
            return 0;
        }
        return trials * divergence(share, rate);
    }

    /** Kullback and Leibler's divergence between two coins, in nats. */
    public static double divergence(double a, double b) {
        double heads = a == 0 ? 0 : a * Math.log(a / b);
        double tails = a == 1 ? 0 : (1 - a) * Math.log((1 - a) / (1 - b));
        return heads + tails;
    }

    /**
     * At most the chance of {@code count} or more of what comes {@code expected} times on average, by Poisson's law (Chernoff's bound, "A
     * measure of asymptotic efficiency", 1952). Zero where none are expected at all.
     */
    public static double poisson(double expected, int count) {
        if (count <= expected) {
            return 1;
        }
        return expected == 0 ? 0 : Math.exp(count - expected + count * Math.log(expected / count));
    }

    /** The largest rate that a history of so many successes still agrees with, at 95 % (Agresti and Coull, "Approximate is better than exact", 1998). */
    public static double upperRate(double successes, double trials) {
        double z = 1.96;
        double n = trials + z * z;
        double p = (successes + z * z / 2) / n;
        return Math.min(0.999, p + z * Math.sqrt(p * (1 - p) / n));
    }

    /**
     * The chance that independent chances are together as small as these (Fisher, "Statistical Methods for Research Workers", 1932): minus twice the sum of their
     * logarithms is chi-squared.
     */
    public static double together(double... chances) {
        double surprise = 0;
        for (double chance : chances) {
            surprise -= Math.log(Math.max(chance, Double.MIN_NORMAL));
        }
        double term = 1;
        double sum = 1;
        for (int i = 1; i < chances.length; i++) {
            term *= surprise / i;
            sum += term;
        }
        return Math.min(1, Math.exp(-surprise) * sum);
    }
}
