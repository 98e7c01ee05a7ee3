package io.throughline.core.infer.pair;

import java.util.List;

/**
 * Looks up which outbound records may be an inbound one's call: those that were open all the time while it was, by the caller's clock and
 * within the delays that were ever usual, and weighs them by what is known of their route.
 */
final class Candidates {
    /** Outbound records that are looked at for one inbound record and leg; further ones began longer ago. */
    private static final int MAX_LOOKS = 1024;

    private final Side outbound;
    private final Side inbound;
    private final boolean[] taken;
    private final boolean[] done;
    private final Choice choice = new Choice();
    private long cutShort;
    private boolean nestedOnly;

    /**
     * @param taken outbound records whose pair is known
     * @param done inbound records whose pair is known
     */
    Candidates(HopTable table, boolean[] taken, boolean[] done) {
        outbound = table.outbound;
        inbound = table.inbound;
        this.taken = taken;
        this.done = done;
    }

    /** Inbound records for which not all candidates were looked at. */
    long cutShort() {
        return cutShort;
    }

    /**
     * All edges.
     *
     * @param lanes all inbound lanes
     * @param legs by inbound lane
     * @param alone by inbound group
     * @param first nothing is known of delays yet: then only calls are taken that last as long at the caller, as nearly all do
     */
    Edges find(List<Lane> lanes, List<List<Leg>> legs, Alone[] alone, boolean first) {
        cutShort = 0;
        nestedOnly = first;
        Edges edges = new Edges(inbound.size, outbound.size);
        for (int lane = 0; lane < lanes.size(); lane++) {
            find(lanes.get(lane), legs.get(lane), alone[lanes.get(lane).group], edges);
        }
        return edges;
    }

    private void find(Lane lane, List<Leg> legs, Alone alone, Edges edges) {
        int[] at = new int[legs.size()];
        for (int i = 0; i < lane.size(); i++) {
            int row = lane.rows[i];
            choice.clear();
            if (!done[row]) {
                double weight = alone.weight(lane.ends[i] - lane.starts[i]);
                boolean whole = true;
                for (int leg = 0; leg < at.length; leg++) {
                    Leg through = legs.get(leg);
                    long offset = through.offsetAt(lane.starts[i]);
                    long start = lane.starts[i] - offset;
                    at[leg] =
                            lastBefore(through.outbound, start - through.route.leastRequest + through.room(), at[leg]);
                    whole &= look(through, at[leg], row, start, lane.ends[i] - offset, weight);
                }
                cutShort += whole ? 0 : 1;
            }
            edges.put(row, choice);
        }
    }

    /** How many records of a lane began before a time, beginning the search where the last one ended. */
    private static int lastBefore(Lane lane, long time, int from) {
        int at = from;
        while (at < lane.size() && lane.starts[at] <= time) {
            at++;
        }
        while (at > 0 && lane.starts[at - 1] > time) {
            at--;
        }
        return at;
    }

    private boolean look(Leg leg, int before, int row, long start, long end, double alone) {
        Lane out = leg.outbound;
        Route route = leg.route;
        long open = end + route.leastResponse - leg.room();
        long least = nestedOnly ? end - start - leg.roundingMicros() : Long.MIN_VALUE;
        double base = route.gain + alone;
        int looks = 0;
        int at = before - 1;
        while (at >= 0) {
            if (out.latestEnds[at / Lane.BLOCK] < open) {
                at = at / Lane.BLOCK * Lane.BLOCK - 1;
                looks++;
            } else {
                int candidate = out.rows[at];
                if (out.ends[at] >= open
                        && out.ends[at] - out.starts[at] >= least
                        && !taken[candidate]
                        && linksMayAgree(candidate, row)) {
                    double weight = base
                            + route.request.log(start - out.starts[at])
                            + route.response.log(out.ends[at] - end)
                            + evidence(route, candidate, row);
                    if (weight > 0) {
                        choice.offer(candidate, leg.number, weight);
                    }
                }
                at--;
                looks++;
            }
            if (looks > MAX_LOOKS) {
                return false;
            }
        }
        return true;
    }

    /** Two records that name different connections are no call's, as far as others' links agree. */
    private boolean linksMayAgree(int out, int in) {
        return outbound.link[out] == Side.UNKNOWN
                || inbound.link[in] == Side.UNKNOWN
                || outbound.link[out] == inbound.link[in];
    }

    private double evidence(Route route, int out, int in) {
        double sum = 0;
        for (int field = 0; field < Agreement.FIELDS; field++) {
            long left = outbound.told[field][out];
            long right = inbound.told[field][in];
            if (left != Side.UNKNOWN && right != Side.UNKNOWN) {
                sum += route.evidence[field][left == right ? 1 : 0];
            }
        }
        return sum;
    }
}
