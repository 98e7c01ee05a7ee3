package io.throughline.core.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Latency quantiles in bounded space: counts in buckets whose bounds grow by a constant factor, so every quantile is within
 * {@link #RELATIVE_ERROR} of the true one, and merging in any order gives the same histogram (unlike sampling sketches).
 * Source: Masson, Rim, Lee, "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019.
 *
 * <p>Values are microseconds. From 1 us to a day there are at most 1,260 buckets. Not safe for use by several threads.
 */
public final class LatencyHistogram {
    public static final double RELATIVE_ERROR = 0.01;

    private static final double GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
    private static final double LOG_GAMMA = Math.log(GAMMA);
    private static final long MAX_US = 86_400_000_000L;

    private final TreeMap<Integer, Long> buckets = new TreeMap<>();
    private long count;

    /** Counts one value; below 1 us as 1 us, above a day as a day. */
    public void add(long micros) {
        add(bucketOf(micros), 1);
    }

    /** Adds {@code times} to one bucket, as {@link #buckets()} names it. */
    public void add(int bucket, long times) {
        buckets.merge(bucket, times, Long::sum);
        count += times;
    }

    public void merge(LatencyHistogram other) {
        other.buckets.forEach(this::add);
    }

    public long count() {
        return count;
    }

    /**
     * The value below which a share {@code q} of all values lies, in microseconds; 0 without values.
     *
     * @throws IllegalArgumentException if {@code q} is not in [0,1]
     */
    public long quantile(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException("quantile " + q + " is not in [0,1]");
        }
        long rank = (long) (q * (double) Math.max(0, count - 1));
        long seen = 0;
        for (Map.Entry<Integer, Long> bucket : buckets.entrySet()) {
            seen += bucket.getValue();
            if (seen > rank) {
                return Math.round(2 * Math.pow(GAMMA, bucket.getKey()) / (GAMMA + 1));
            }
        }
        return 0;
    }

    /** Bucket index to count, ascending; a copy. */
    public SortedMap<Integer, Long> buckets() {
        return new TreeMap<>(buckets);
    }

    /** The bucket that counts a value in microseconds. */
    public static int bucketOf(long micros) {
        return (int) Math.ceil(Math.log((double) Math.clamp(micros, 1, MAX_US)) / LOG_GAMMA);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyHistogram that && buckets.equals(that.buckets);
    }

    @Override
    public int hashCode() {
        return buckets.hashCode();
    }

    @Override
    public String toString() {
        return "LatencyHistogram" + buckets;
    }
}
