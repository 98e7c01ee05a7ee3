package io.throughline.core.behaviour;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How many different things were seen: exact up to {@link #EXACT}, beyond it told from the smallest of their hashes (Bar-Yossef et al., "Counting
 * distinct elements in a data stream", 2002), with a standard error of 9 %. At most {@value #EXACT} hashes of 8 bytes, however many or long the things are.
 *
 * @param smallest hashes, sorted; changed in place
 */
public record Distinct(List<Long> smallest) {
    public static final int EXACT = 128;

    public static Distinct none() {
        return new Distinct(new ArrayList<>(0));
    }

    /**
     * Takes one by its {@link Hash}.
     *
     * @return whether it may be new: false for one that is known, or too large a hash to be kept
     */
    public boolean add(long hash) {
        int place = Collections.binarySearch(smallest, hash);
        if (place >= 0) {
            return false;
        }
        int at = -place - 1;
        if (smallest.size() >= EXACT) {
            if (at >= EXACT) {
                return false;
            }
            smallest.removeLast();
        }
        smallest.add(at, hash);
        return true;
    }

    /** Whether it was taken, and is kept. */
    public boolean knows(long hash) {
        return Collections.binarySearch(smallest, hash) >= 0;
    }

    public long count() {
        if (smallest.size() < EXACT) {
            return smallest.size();
        }
        double share = ((double) smallest.getLast() - (double) Long.MIN_VALUE) / Math.pow(2, 64);
        return Math.max(EXACT, Math.round((EXACT - 1) / share));
    }
}
