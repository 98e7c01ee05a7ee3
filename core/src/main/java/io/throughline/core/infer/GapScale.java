package io.throughline.core.infer;

/**
 * Gaps in bins on a scale that is linear near zero and logarithmic beyond (asinh). Each call that is tried somewhere asks for a bin, so it is looked
 * up and not computed.
 */
final class GapScale {
    private static final int ZERO = 400;
    static final int BINS = 2 * ZERO;

    /** Below this many microseconds the scale is linear. */
    private static final double LINEAR = 4;

    private static final double STEP = 0.06;

    /** Of a gap's bits, so many below the first are looked at: finer than a bin is wide. */
    private static final int LOOKED_AT = 6;

    /** The scale ends before it. */
    private static final long BEYOND = 1L << 36;

    /** Of each bin from zero on, the least gap in it, in microseconds. */
    private static final long[] FIRST = new long[ZERO + 1];

    /** By the first bits of a gap, the bin of the least gap that has them. */
    private static final short[] BY_BITS = new short[(64 - LOOKED_AT) << LOOKED_AT];

    static {
        for (int bin = 0; bin < ZERO; bin++) {
            FIRST[bin] = first(bin);
        }
        FIRST[ZERO] = Long.MAX_VALUE;
        for (long gap = 0; gap < BEYOND; gap += 1L << shift(gap)) {
            BY_BITS[bits(gap)] = (short) computed(gap);
        }
    }

    private GapScale() {}

    private static int computed(long gap) {
        double x = gap / LINEAR;
        return Math.min((int) (Math.log(x + Math.sqrt(x * x + 1)) / STEP), ZERO - 1);
    }

    private static long first(int bin) {
        long below = -1;
        long from = BEYOND;
        while (from - below > 1) {
            long middle = below + (from - below) / 2;
            if (computed(middle) >= bin) {
                from = middle;
            } else {
                below = middle;
            }
        }
        return from;
    }

    private static int shift(long gap) {
        return Math.max(0, 63 - LOOKED_AT - Long.numberOfLeadingZeros(gap));
    }

    private static int bits(long gap) {
        int shift = shift(gap);
        return (shift << LOOKED_AT) + (int) (gap >>> shift);
    }

    /**
     * @param gap in microseconds; may be negative
     * @return at least 0, below {@link #BINS}
     */
    static int bin(long gap) {
        return gap < 0 ? ZERO - 1 - fromZero(-gap) : ZERO + fromZero(gap);
    }

    private static int fromZero(long gap) {
        if (gap < 0 || gap >= BEYOND) {
            return ZERO - 1;
        }
        int bin = BY_BITS[bits(gap)];
        while (gap >= FIRST[bin + 1]) {
            bin++;
        }
        return bin;
    }

    /** In microseconds. */
    static double width(int bin) {
        return LINEAR * (Math.sinh((bin + 1 - ZERO) * STEP) - Math.sinh((bin - ZERO) * STEP));
    }
}
