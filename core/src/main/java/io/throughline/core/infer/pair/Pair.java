package io.throughline.core.infer.pair;

import java.util.List;

/**
 * One call, seen from both sides.
 *
 * @param outbound the caller's record, as its place in the list of hops
 * @param inbound the called service's record, as its place in the list of hops
 * @param confidence the probability that this is right, in [0,1]
 * @param alternatives other outbound records that may be the inbound one's, the likeliest first, at most {@link #MAX_ALTERNATIVES}
 */
public record Pair(int outbound, int inbound, double confidence, PairMethod method, List<Alternative> alternatives) {
    public static final int MAX_ALTERNATIVES = 3;

    /**
     * Another outbound record that may be the same call.
     *
     * @param outbound its place in the list of hops
     * @param probability in [0,1]
     */
    public record Alternative(int outbound, double probability) {}

    public Pair {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("confidence " + confidence + " is not in [0,1]");
        }
        alternatives = List.copyOf(alternatives);
    }
}
