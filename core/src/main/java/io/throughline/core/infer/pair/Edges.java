package io.throughline.core.infer.pair;

import java.util.Arrays;

/**
 * Candidates: which outbound records may be an inbound one's call, each with a weight, the natural logarithm of how much likelier it is
 * that both are one call than that both stand alone. One inbound record's edges lie next to each other.
 *
 * <p>Not safe for use by several threads.
 */
final class Edges {
    private static final int START_SIZE = 1024;

    private final int outbound;
    private final int[] first;
    private final int[] last;
    private int[] out = new int[START_SIZE];
    private int[] leg = new int[START_SIZE];
    private double[] weight = new double[START_SIZE];
    private int size;

    Edges(int inbound, int outbound) {
        this.outbound = outbound;
        first = new int[inbound];
        last = new int[inbound];
    }

    /** All edges of one inbound record, the best first. */
    void put(int in, Choice choice) {
        if (size + choice.size() > out.length) {
            int more = Math.max(2 * out.length, size + choice.size());
            out = Arrays.copyOf(out, more);
            leg = Arrays.copyOf(leg, more);
            weight = Arrays.copyOf(weight, more);
        }
        first[in] = size;
        for (int i = 0; i < choice.size(); i++) {
            out[size] = choice.outbound(i);
            leg[size] = choice.leg(i);
            weight[size++] = choice.weight(i);
        }
        last[in] = size;
    }

    /** Leaves out the edges of an inbound record from some place on. */
    void cut(int in, int end) {
        last[in] = end;
    }

    int inbound() {
        return first.length;
    }

    int outbound() {
        return outbound;
    }

    int first(int in) {
        return first[in];
    }

    int last(int in) {
        return last[in];
    }

    int outboundOf(int edge) {
        return out[edge];
    }

    int legOf(int edge) {
        return leg[edge];
    }

    double weight(int edge) {
        return weight[edge];
    }
}
