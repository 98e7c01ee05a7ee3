package io.throughline.core.infer.pair;

import java.util.List;

/**
 * What both records of one call say of it besides times: status, sizes, method, path. Two sides seldom count the same bytes, a proxy
 * changes a status, so that agreement is evidence with a weight and never a rule: how often the two records of one call agree is
 * learned, and weighed against how often two records agree that have nothing to do with each other (Fellegi and Sunter, "A Theory for
 * Record Linkage", JASA 1969).
 */
final class Agreement {
    /** Status, bytes of the request, bytes of the response, method, path. */
    static final int FIELDS = 5;

    /** Natural logarithm: no field alone outweighs the times. */
    private static final double MAX_EVIDENCE = 5;

    /** Before anything is known: five calls, of which nine in ten agree. */
    private static final double PRIOR = 5;

    private static final double PRIOR_AGREE = 4.5;

    /** Pairs of unrelated records that are compared for one route. */
    private static final int SAMPLES = 128;

    private final double[] agreed = new double[FIELDS];
    private final double[] both = new double[FIELDS];

    /** Counts two records that are one call, with the probability that they are. */
    void add(Side outbound, int out, Side inbound, int in, double weight) {
        for (int field = 0; field < FIELDS; field++) {
            long left = outbound.told[field][out];
            long right = inbound.told[field][in];
            if (left != Side.UNKNOWN && right != Side.UNKNOWN) {
                both[field] += weight;
                agreed[field] += left == right ? weight : 0;
            }
        }
    }

    void addAll(Agreement other) {
        for (int field = 0; field < FIELDS; field++) {
            restore(field, other.agreed[field], other.both[field]);
        }
    }

    void scale(double factor) {
        for (int field = 0; field < FIELDS; field++) {
            agreed[field] *= factor;
            both[field] *= factor;
        }
    }

    double agreed(int field) {
        return agreed[field];
    }

    double both(int field) {
        return both[field];
    }

    void restore(int field, double agreedWeight, double bothWeight) {
        agreed[field] += agreedWeight;
        both[field] += bothWeight;
    }

    /** Evidence of each field, natural logarithms: at {@code [field][1]} of agreeing, at {@code [field][0]} of not agreeing. */
    double[][] evidence(Side outbound, List<Lane> out, Side inbound, List<Lane> in) {
        double[][] evidence = new double[FIELDS][2];
        for (int field = 0; field < FIELDS; field++) {
            double chance = chance(outbound.told[field], out, inbound.told[field], in);
            if (chance >= 0) {
                double same = (agreed[field] + PRIOR_AGREE) / (both[field] + PRIOR);
                evidence[field][1] = bounded(Math.log(same / chance));
                evidence[field][0] = bounded(Math.log((1 - same) / (1 - chance)));
            }
        }
        return evidence;
    }

    private static double bounded(double evidence) {
        return Math.clamp(evidence, -MAX_EVIDENCE, MAX_EVIDENCE);
    }

    /** How often unrelated records agree; -1 where none tells the field on both sides. */
    private static double chance(long[] left, List<Lane> out, long[] right, List<Lane> in) {
        int agree = 0;
        int compared = 0;
        for (int i = 0; i < SAMPLES; i++) {
            long one = left[row(out, i, SAMPLES)];
            // Far from each other in time, so that they are hardly ever one call.
            long other = right[row(in, (i + SAMPLES / 3) % SAMPLES, SAMPLES)];
            if (one != Side.UNKNOWN && other != Side.UNKNOWN) {
                compared++;
                agree += one == other ? 1 : 0;
            }
        }
        return compared == 0 ? -1 : (agree + 0.5) / (compared + 1.0);
    }

    private static int row(List<Lane> lanes, int part, int parts) {
        Lane lane = lanes.get(part % lanes.size());
        return lane.rows[(int) ((long) lane.size() * part / parts)];
    }
}
