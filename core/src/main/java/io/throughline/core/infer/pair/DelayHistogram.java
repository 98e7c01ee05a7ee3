package io.throughline.core.infer.pair;

import java.util.Arrays;

/**
 * Delays in microseconds, counted in bins that grow with the delay: one microsecond wide up to 8, then eight bins for each doubling,
 * up to 2^{@value #OCTAVES} us (19 hours), on both sides of zero. A network delay is positive, but a clock's error or a time that was
 * rounded can make one look negative.
 *
 * <p>Counts are weights and can be fractions. Not safe for use by several threads.
 */
final class DelayHistogram {
    private static final int OCTAVES = 36;
    private static final int HALF = 8 + (OCTAVES - 3) * 8;

    /** Bins below zero, the one of zero, bins above zero. */
    static final int BINS = 2 * HALF - 1;

    private static final int ZERO = HALF - 1;

    private final double[] counts = new double[BINS];
    private double total;

    void add(long delay, double weight) {
        counts[binOf(delay)] += weight;
        total += weight;
    }

    void addAll(DelayHistogram other) {
        for (int i = 0; i < BINS; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** Forgets a part of what was counted. */
    void scale(double factor) {
        for (int i = 0; i < BINS; i++) {
            counts[i] *= factor;
        }
        total *= factor;
    }

    void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    double total() {
        return total;
    }

    double count(int bin) {
        return counts[bin];
    }

    /** Puts back what {@link #count} told of one bin. */
    void restore(int bin, double weight) {
        counts[bin] += weight;
        total += weight;
    }

    DelayHistogram copy() {
        DelayHistogram copy = new DelayHistogram();
        copy.addAll(this);
        return copy;
    }

    /** The delay below which a share {@code q} of all lies, in microseconds; 0 without any. */
    double quantile(double q) {
        double seen = 0;
        for (int bin = 0; bin < BINS; bin++) {
            seen += counts[bin];
            if (counts[bin] > 0 && seen >= q * total) {
                return centre(bin);
            }
        }
        return 0;
    }

    static int binOf(long delay) {
        return delay < 0 ? ZERO - magnitude(-delay) : ZERO + magnitude(delay);
    }

    /** {@code Long.MIN_VALUE} stays negative when its sign is turned: it is as long as can be. */
    private static int magnitude(long size) {
        if (size < 0) {
            return HALF - 1;
        }
        if (size < 8) {
            return (int) size;
        }
        int octave = 63 - Long.numberOfLeadingZeros(size);
        int bin = 8 + (octave - 3) * 8 + (int) ((size >>> (octave - 3)) & 7);
        return Math.min(bin, HALF - 1);
    }

    /** The least size that a bin counts, by its distance from the bin of zero. */
    private static double least(int magnitude) {
        if (magnitude < 8) {
            return magnitude;
        }
        int octave = 3 + (magnitude - 8) / 8;
        return Math.scalb(1 + ((magnitude - 8) & 7) / 8.0, octave);
    }

    /** In microseconds. */
    static double width(int bin) {
        int magnitude = Math.abs(bin - ZERO);
        return least(magnitude + 1) - least(magnitude);
    }

    /** The lower end of a bin on a continuous scale, in microseconds: a whole number of them stands for half of one on each side. */
    static double from(int bin) {
        return bin >= ZERO ? least(bin - ZERO) - 0.5 : -(least(ZERO - bin + 1) - 0.5);
    }

    static double centre(int bin) {
        return from(bin) + width(bin) / 2;
    }
}
