package io.throughline.core.infer;

import org.jspecify.annotations.Nullable;

/**
 * How likely a gap between two events is, in natural logarithms per microsecond, learned from gaps that were seen.
 *
 * <p>A kernel density on a scale that is linear near zero and logarithmic beyond (asinh), since gaps are known to so many
 * percent and not to so many microseconds. The kernel's width is the one that foretells each gap best from all the others (likelihood
 * cross-validation: Habbema, Hermans, van den Broek, COMPSTAT 1974; Duin, IEEE Trans. Computers C-25, 1976). A share of one gap
 * more than were seen lies evenly over the whole scale, so that no gap is impossible.
 */
final class GapDensity {
    private static final int BINS = GapScale.BINS;
    private static final double[] WIDTHS = {0.6, 1.2, 2.4, 4.8, 9.6};
    private static final double[][] KERNELS = new double[WIDTHS.length][];
    private static final double[] LOG_BIN = new double[BINS];
    private static final double LOG_BINS = Math.log(BINS);

    static {
        for (int bin = 0; bin < BINS; bin++) {
            LOG_BIN[bin] = Math.log(GapScale.width(bin));
        }
        for (int w = 0; w < WIDTHS.length; w++) {
            KERNELS[w] = kernel(WIDTHS[w]);
        }
    }

    private final float[] logs;

    private GapDensity(float[] logs) {
        this.logs = logs;
    }

    private static double[] kernel(double width) {
        int reach = (int) Math.ceil(4 * width);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            kernel[i + reach] = Math.exp(-0.5 * i * i / (width * width));
            sum += kernel[i + reach];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    /** Gaps as they are counted, each with a weight in (0,1]. */
    static final class Sample {
        private final double[] weights = new double[BINS];
        private int first = BINS;
        private int last = -1;

        void add(long gap, double weight) {
            int bin = bin(gap);
            weights[bin] += weight;
            first = Math.min(first, bin);
            last = Math.max(last, bin);
        }

        void add(Sample other) {
            add(other, 1);
        }

        /** Both together, {@code share} of it {@code one}; either may be missing. */
        static @Nullable Sample mixed(@Nullable Sample one, @Nullable Sample other, double share) {
            if (one == null && other == null) {
                return null;
            }
            Sample mixed = new Sample();
            if (one != null) {
                mixed.add(one, share);
            }
            if (other != null) {
                mixed.add(other, 1 - share);
            }
            return mixed;
        }

        private void add(Sample other, double share) {
            for (int bin = other.first; bin <= other.last; bin++) {
                weights[bin] += share * other.weights[bin];
            }
            first = Math.min(first, other.first);
            last = Math.max(last, other.last);
        }

        double total() {
            double total = 0;
            for (int bin = first; bin <= last; bin++) {
                total += weights[bin];
            }
            return total;
        }
    }

    static GapDensity of(Sample sample) {
        double total = sample.total();
        double elsewhere = elsewhere(total);
        double[] smooth = total == 0
                ? new double[BINS]
                : smooth(sample, KERNELS[bestFit(sample, total, elsewhere).kernel], 0, BINS - 1);
        float[] logs = new float[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            double share = total == 0 ? 0 : (1 - elsewhere) * smooth[bin] / total;
            logs[bin] = (float)
                    ((share == 0 ? Math.log(elsewhere) - LOG_BINS : Math.log(share + elsewhere / BINS)) - LOG_BIN[bin]);
        }
        return new GapDensity(logs);
    }

    /** What the gaps cost to tell, each by all the others, in nats: the less, the better they are foretold. */
    static double cost(Sample sample) {
        double total = sample.total();
        double perMicro = 0;
        for (int bin = sample.first; bin <= sample.last; bin++) {
            perMicro += sample.weights[bin] * LOG_BIN[bin];
        }
        return perMicro - bestFit(sample, total, elsewhere(total)).foretold;
    }

    private static double elsewhere(double total) {
        return Math.min(0.5, 1 / (total + 2));
    }

    /** The kernel that foretells each gap best from all the others, and the logarithm of how likely all are by it. */
    private record Fit(int kernel, double foretold) {}

    private static Fit bestFit(Sample sample, double total, double elsewhere) {
        Fit best = new Fit(0, Double.NEGATIVE_INFINITY);
        for (int w = 0; w < KERNELS.length; w++) {
            double[] kernel = KERNELS[w];
            double[] smooth = smooth(sample, kernel, sample.first, sample.last);
            double foretold = foretold(sample, smooth, kernel[kernel.length / 2], total, elsewhere);
            if (foretold > best.foretold) {
                best = new Fit(w, foretold);
            }
        }
        return best;
    }

    /** The weights of the bins from one to another, each spread over its neighbours. */
    private static double[] smooth(Sample sample, double[] kernel, int first, int last) {
        double[] smooth = new double[Math.max(0, last - first + 1)];
        int reach = kernel.length / 2;
        for (int bin = sample.first; bin <= sample.last; bin++) {
            double weight = sample.weights[bin];
            if (weight > 0) {
                int from = Math.max(first, bin - reach);
                int to = Math.min(last, bin + reach);
                for (int at = from; at <= to; at++) {
                    smooth[at - first] += weight * kernel[at - bin + reach];
                }
            }
        }
        return smooth;
    }

    /**
     * The logarithm of how likely the gaps are, each by all the others.
     *
     * @param smooth of the sample's bins alone
     */
    private static double foretold(Sample sample, double[] smooth, double middle, double total, double elsewhere) {
        double fit = 0;
        for (int bin = sample.first; bin <= sample.last; bin++) {
            double weight = sample.weights[bin];
            if (weight > 0) {
                double others =
                        Math.max(0, smooth[bin - sample.first] - Math.min(1, weight) * middle) / Math.max(1, total - 1);
                fit += weight * Math.log((1 - elsewhere) * others + elsewhere / BINS);
            }
        }
        return fit;
    }

    private static int bin(long gap) {
        return GapScale.bin(gap);
    }

    /** @param gap in microseconds; may be negative */
    double log(long gap) {
        return logs[bin(gap)];
    }
}
