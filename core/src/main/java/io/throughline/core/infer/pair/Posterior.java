package io.throughline.core.infer.pair;

/**
 * How sure each pair of an {@link Assignment} is: against the best assignment stand those in which the inbound record goes to another
 * outbound one, whose own inbound record takes the place that became free, or stays alone, or moves on by one more. Each such exchange is
 * as likely as the weight that it loses says; the dual values give the losses without another search. Exchanges in longer circles
 * are left out: each step costs at least its edge's loss.
 */
final class Posterior {
    /** Natural logarithm: what is less likely does not count. */
    private static final double NEGLIGIBLE = 14;

    private final Edges edges;
    private final Assignment best;

    Posterior(Edges edges, Assignment best) {
        this.edges = edges;
        this.best = best;
    }

    /** How likely it is, against the pair that was taken, that an inbound record goes by another edge. */
    double odds(int in, int edge) {
        double loss = best.loss(in, edge);
        if (loss > NEGLIGIBLE) {
            return 0;
        }
        int left = best.mateOfInbound[in];
        int holder = best.mateOfOutbound[edges.outboundOf(edge)];
        return Math.exp(-loss) * (holder < 0 ? free(left) : replaced(holder, in, left));
    }

    /** How likely it is, against the pair that was taken, that an inbound record is alone. */
    double oddsOfNone(int in) {
        return Math.exp(-best.inboundValue[in]) * free(best.mateOfInbound[in]);
    }

    /** That nobody takes an outbound record. */
    private double free(int out) {
        return Math.exp(-best.outboundValue[out]);
    }

    /** Whose outbound record was taken away takes the one that was left, or none, or a third one's. */
    private double replaced(int holder, int taker, int left) {
        double odds = direct(holder, left);
        for (int edge = edges.first(holder); edge < edges.last(holder); edge++) {
            double loss = best.loss(holder, edge);
            int out = edges.outboundOf(edge);
            int next = best.mateOfOutbound[out];
            if (loss < NEGLIGIBLE && out != left && next >= 0 && next != holder && next != taker) {
                odds += Math.exp(-loss) * direct(next, left);
            }
        }
        return odds;
    }

    private double direct(int in, int left) {
        double odds = Math.exp(-best.inboundValue[in]) * free(left);
        for (int edge = edges.first(in); edge < edges.last(in); edge++) {
            int out = edges.outboundOf(edge);
            double loss = best.loss(in, edge);
            if (loss < NEGLIGIBLE) {
                if (out == left) {
                    odds += Math.exp(-loss);
                } else if (best.mateOfOutbound[out] < 0) {
                    odds += Math.exp(-loss) * free(left);
                }
            }
        }
        return odds;
    }
}
