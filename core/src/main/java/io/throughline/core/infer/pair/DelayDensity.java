package io.throughline.core.infer.pair;

/**
 * How likely each delay is, in natural logarithms of the probability per microsecond: what was counted, blurred by as much as so few
 * counts ask for and at least by the resolution of the times, and mixed with what is known without them.
 *
 * <p>The blur's half width is Silverman's rule with the spread between the quartiles ("Density Estimation for Statistics and Data
 * Analysis", 1986, section 3.4.2), so that a few calls that took very long do not blur the many that did not; it grows with the delay,
 * as the tail has few.
 */
final class DelayDensity {
    /** As many pairs weigh as much as what was known before. */
    private static final double PRIOR_WEIGHT = 4;

    /** A bin far out is blurred into others as far away as this part of its own distance. */
    private static final double RELATIVE_BLUR = 0.1;

    /** Share of delays that seem negative, before anything is known. */
    private static final double NEGATIVE = 0.1;

    private static final double RARE = 1e-3;

    /** Ratio of the normal distribution's quartiles to its standard deviation, and Silverman's factor. */
    private static final double QUARTILES = 1.34;

    private static final double SILVERMAN = 0.9;

    private final double[] mass;
    private final double[] logs = new double[DelayHistogram.BINS];

    private DelayDensity(double[] mass) {
        this.mass = mass;
        for (int bin = 0; bin < mass.length; bin++) {
            logs[bin] = Math.log(mass[bin] / DelayHistogram.width(bin));
        }
    }

    /**
     * Before anything is known: delays of every order of magnitude are as likely, down to what is known of the clocks.
     *
     * @param blurMicros delays shorter than this cannot be told apart
     */
    static DelayDensity unknown(double blurMicros) {
        double[] mass = new double[DelayHistogram.BINS];
        double positive = 0;
        double negative = 0;
        for (int bin = 0; bin < mass.length; bin++) {
            double centre = DelayHistogram.centre(bin);
            mass[bin] = DelayHistogram.width(bin) / (Math.abs(centre) + blurMicros);
            if (centre < 0) {
                negative += mass[bin];
            } else {
                positive += mass[bin];
            }
        }
        for (int bin = 0; bin < mass.length; bin++) {
            mass[bin] *= DelayHistogram.centre(bin) < 0 ? NEGATIVE / negative : (1 - NEGATIVE) / positive;
        }
        return new DelayDensity(mass);
    }

    /**
     * What was counted, on top of what was known before.
     *
     * @param resolutionMicros times are multiples of this
     */
    static DelayDensity of(DelayHistogram counts, DelayDensity before, double resolutionMicros) {
        double[] mass = new double[DelayHistogram.BINS];
        double total = counts.total();
        double spread = (counts.quantile(0.75) - counts.quantile(0.25)) / QUARTILES;
        double blur = Math.max(resolutionMicros / 2, SILVERMAN * spread * Math.pow(Math.max(1, total), -0.2));
        for (int bin = 0; bin < mass.length; bin++) {
            if (counts.count(bin) > 0) {
                double centre = DelayHistogram.centre(bin);
                double half = Math.max(blur, RELATIVE_BLUR * Math.max(0, Math.abs(centre) - 3 * spread));
                spread(
                        mass,
                        counts.count(bin),
                        centre - half - DelayHistogram.width(bin) / 2,
                        centre + half + DelayHistogram.width(bin) / 2);
            }
        }
        for (int bin = 0; bin < mass.length; bin++) {
            mass[bin] = (mass[bin] + PRIOR_WEIGHT * before.mass[bin]) / (total + PRIOR_WEIGHT);
        }
        return new DelayDensity(mass);
    }

    private static void spread(double[] mass, double weight, double from, double to) {
        int first = DelayHistogram.binOf(Math.round(from));
        int last = DelayHistogram.binOf(Math.round(to));
        double perMicro = weight / (to - from);
        for (int bin = first; bin <= last; bin++) {
            double low = Math.max(from, DelayHistogram.from(bin));
            double high = Math.min(to, DelayHistogram.from(bin) + DelayHistogram.width(bin));
            mass[bin] += perMicro * Math.max(0, high - low);
        }
    }

    double log(long delay) {
        return logs[DelayHistogram.binOf(delay)];
    }

    /** One in a thousand delays is less than this, in microseconds. */
    long lowest() {
        double seen = 0;
        for (int bin = 0; bin < mass.length; bin++) {
            seen += mass[bin];
            if (seen > RARE) {
                return (long) Math.floor(DelayHistogram.from(bin));
            }
        }
        return 0;
    }
}
