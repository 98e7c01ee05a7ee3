package io.throughline.core.infer.pair;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one group at one instance, in order of their start: they share a clock and what they say of the call.
 *
 * <p>{@code rows} are places in the {@link Side}; {@code latestEnds} holds the latest end of each {@link #BLOCK} of them, so that a search
 * for what was still open at a time can pass over a block at once.
 */
final class Lane {
    static final int BLOCK = 32;

    /** Units of time in which software writes logs, in microseconds, the coarsest first. */
    private static final long[] RESOLUTIONS = {1_000_000, 100_000, 10_000, 1000, 100, 10};

    final int group;
    final int instance;
    final int[] rows;
    final long[] starts;
    final long[] ends;
    final long[] latestEnds;

    /** All starts, and all ends, are multiples of these, in microseconds. */
    final long startResolution;

    final long endResolution;

    private Lane(Side side, int[] rows) {
        this.rows = rows;
        group = side.group[rows[0]];
        instance = side.instance[rows[0]];
        starts = new long[rows.length];
        ends = new long[rows.length];
        latestEnds = new long[(rows.length + BLOCK - 1) / BLOCK];
        for (int i = 0; i < rows.length; i++) {
            starts[i] = side.start[rows[i]];
            ends[i] = side.end[rows[i]];
            latestEnds[i / BLOCK] = i % BLOCK == 0 ? ends[i] : Math.max(latestEnds[i / BLOCK], ends[i]);
        }
        startResolution = resolution(starts);
        endResolution = resolution(ends);
    }

    /** By group, then by instance. */
    static List<List<Lane>> of(Side side, int groups) {
        int[] sizes = new int[groups];
        for (int row = 0; row < side.size; row++) {
            sizes[side.group[row]]++;
        }
        int[][] members = new int[groups][];
        for (int group = 0; group < groups; group++) {
            members[group] = new int[sizes[group]];
            sizes[group] = 0;
        }
        for (int row = 0; row < side.size; row++) {
            int group = side.group[row];
            members[group][sizes[group]++] = row;
        }
        List<List<Lane>> lanes = new ArrayList<>(groups);
        for (int[] rows : members) {
            lanes.add(split(side, rows));
        }
        return lanes;
    }

    private static List<Lane> split(Side side, int[] members) {
        Map<Integer, Integer> sizes = new LinkedHashMap<>();
        for (int row : members) {
            sizes.merge(side.instance[row], 1, Integer::sum);
        }
        List<Lane> lanes = new ArrayList<>(sizes.size());
        if (sizes.size() == 1) {
            lanes.add(new Lane(side, members));
            return lanes;
        }
        Map<Integer, int[]> rows = new HashMap<>();
        sizes.forEach((instance, size) -> rows.put(instance, new int[size]));
        Map<Integer, Integer> filled = new HashMap<>();
        for (int row : members) {
            int place = filled.merge(side.instance[row], 1, Integer::sum) - 1;
            rows.getOrDefault(side.instance[row], members)[place] = row;
        }
        for (int instance : sizes.keySet()) {
            lanes.add(new Lane(side, rows.getOrDefault(instance, members)));
        }
        return lanes;
    }

    int size() {
        return rows.length;
    }

    private static long resolution(long[] times) {
        for (long resolution : RESOLUTIONS) {
            if (allMultiples(times, resolution)) {
                return resolution;
            }
        }
        return 1;
    }

    private static boolean allMultiples(long[] times, long resolution) {
        for (long time : times) {
            if (time % resolution != 0) {
                return false;
            }
        }
        return true;
    }
}
