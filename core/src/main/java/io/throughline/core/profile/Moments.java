package io.throughline.core.profile;

/**
 * Mean and spread of numbers without the numbers, mergeable (Chan, Golub, LeVeque, "Updating formulae and a pairwise algorithm for computing sample
 * variances", 1979).
 *
 * @param squares the sum of squared distances from the mean
 */
public record Moments(long count, double mean, double squares) {
    static final Moments NONE = new Moments(0, 0, 0);

    Moments with(double value) {
        long more = count + 1;
        double delta = value - mean;
        double moved = mean + delta / more;
        return new Moments(more, moved, squares + delta * (value - moved));
    }

    Moments merged(Moments other) {
        if (count == 0 || other.count == 0) {
            return count == 0 ? other : this;
        }
        long both = count + other.count;
        double delta = other.mean - mean;
        return new Moments(
                both,
                mean + delta * other.count / both,
                squares + other.squares + delta * delta * count * other.count / both);
    }

    /**
     * How surprising a number above the mean is, in nats: Chebyshev's inequality bounds the chance to be so far away by the variance over the
     * squared distance. The variance has a floor, for lengths are whole numbers.
     */
    double surprise(double value) {
        double variance = Math.max(1, squares / Math.max(1, count));
        double distance = value - mean;
        return distance <= 0 ? 0 : Math.max(0, Math.log(distance * distance / variance));
    }
}
