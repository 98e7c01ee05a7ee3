package io.throughline.core.infer.clock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds by how much one clock is ahead where nobody knows yet which records belong together: every difference between an inbound and
 * an outbound time is counted, and those of true pairs heap up at the offset while all others spread out. That is the
 * cross-correlogram of two point processes (Perkel, Gerstein, Moore, "Neuronal spike trains and stochastic point processes II",
 * Biophysical Journal 1967).
 *
 * <p>The heap's width is not known either, so windows of all widths between {@link #FINEST_US} and {@link #WIDEST_US} are tried, each
 * against what its surroundings lead to expect. Not safe for use by several threads; {@link #clear} makes it new.
 */
public final class Correlogram {
    /** Clocks further apart than this are no matter of skew but of a wrong date. */
    public static final long RANGE_US = 10_000_000;

    private static final int FINEST_BITS = 7;
    private static final long FINEST_US = 1L << FINEST_BITS;
    private static final long WIDEST_US = FINEST_US << 11;
    private static final int BINS = (int) (2 * RANGE_US / FINEST_US) + 1;

    /** Windows on each side of one from which its background is taken. */
    private static final int SURROUNDINGS = 4;

    /** As many counts may fall together by chance when only a few are there. */
    private static final int MIN_COUNT = 5;

    private static final int MUCH_NARROWER = 8;

    /** Calls that follow one another at an even pace heap up at other places too. */
    private static final int MAX_PEAKS = 8;

    /** Natural logarithm of how much likelier a heap must be than none, all windows that were tried being allowed for. */
    private static final double SIGNIFICANT = 5;

    /** Clocks closer than this count as equally near: without skew, networks alone make such differences. */
    private static final double NEAR_US = 1000;

    private final int[] counts = new int[BINS];
    private final int[] below = new int[BINS + 1];
    private int total;

    /**
     * Where differences heap up.
     *
     * @param centre the offset, in microseconds
     * @param halfWidth half the width of the window that stood out most, in microseconds
     * @param score natural logarithm of the evidence for it
     */
    public record Peak(double centre, double halfWidth, double score) {
        /** A much narrower heap within a wide one stands for itself: many requests at once make both. */
        boolean isSlopeOf(Peak other) {
            return Math.abs(centre - other.centre) < halfWidth + other.halfWidth
                    && halfWidth * MUCH_NARROWER > other.halfWidth;
        }
    }

    public void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    /** Counts one difference, called minus caller, in microseconds; those beyond {@link #RANGE_US} are left out. */
    public void add(long difference) {
        if (difference >= -RANGE_US && difference <= RANGE_US) {
            counts[(int) ((difference + RANGE_US) >> FINEST_BITS)]++;
            total++;
        }
    }

    /** What stands out, the most first, at most {@link #MAX_PEAKS}, none on the slope of another; empty where nothing does. */
    public List<Peak> peaks() {
        if (total < MIN_COUNT) {
            return List.of();
        }
        for (int i = 0; i < BINS; i++) {
            below[i + 1] = below[i] + counts[i];
        }
        List<Peak> found = new ArrayList<>();
        for (int width = 1; width * FINEST_US <= WIDEST_US; width *= 2) {
            find(width, found);
        }
        found.sort(Comparator.comparingDouble(Peak::score).reversed().thenComparingDouble(Peak::centre));
        List<Peak> peaks = new ArrayList<>();
        for (Peak peak : found) {
            if (peaks.size() < MAX_PEAKS && peaks.stream().noneMatch(peak::isSlopeOf)) {
                peaks.add(peak);
            }
        }
        return peaks;
    }

    /** Of each run of windows that overlap, the best. */
    private void find(int width, List<Peak> found) {
        int step = Math.max(1, width / 2);
        double windows = BINS / (double) step;
        double usual = Math.max(1e-3, total * (double) width / BINS);
        int last = -1;
        for (int from = 0; from + width <= BINS; from += step) {
            int count = below[from + width] - below[from];
            if (count < MIN_COUNT || count < 1.2 * usual) {
                continue;
            }
            double expected = Math.max(usual, background(from, width));
            if (count > expected) {
                double evidence = count * Math.log(count / expected) - (count - expected) - Math.log(windows);
                if (evidence > SIGNIFICANT) {
                    double centre = centre(from, width, count);
                    double score = evidence - Math.log1p(Math.abs(centre) / NEAR_US);
                    Peak peak = new Peak(centre, width * FINEST_US / 2.0, score);
                    boolean overlaps = last >= 0 && from - last <= width;
                    if (!overlaps) {
                        found.add(peak);
                    } else if (score > found.getLast().score) {
                        found.set(found.size() - 1, peak);
                    }
                    last = from;
                }
            }
        }
    }

    /** What the surroundings lead to expect in a window, with those next to it left out as a heap's foot. */
    private double background(int from, int width) {
        int left = Math.max(0, from - SURROUNDINGS * width);
        int leftEnd = Math.max(0, from - width);
        int right = Math.min(BINS, from + (SURROUNDINGS + 1) * width);
        int rightStart = Math.min(BINS, from + 2 * width);
        int bins = leftEnd - left + right - rightStart;
        int count = below[leftEnd] - below[left] + below[right] - below[rightStart];
        return bins == 0 ? 0 : count * (double) width / bins;
    }

    /** The median of the differences in a window. */
    private double centre(int from, int width, int count) {
        int seen = 0;
        for (int bin = from; bin < from + width; bin++) {
            seen += counts[bin];
            if (2 * seen >= count) {
                return (bin + 0.5) * FINEST_US - RANGE_US;
            }
        }
        return (from + width / 2.0) * FINEST_US - RANGE_US;
    }
}
