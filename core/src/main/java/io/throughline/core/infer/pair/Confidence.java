package io.throughline.core.infer.pair;

import io.throughline.core.infer.pair.Pair.Alternative;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The probability of a pair, and of what else it may have been. */
final class Confidence {
    /** Less likely alternatives are not worth naming. */
    private static final double LEAST = 1e-3;

    private Confidence() {}

    /** The edge that the assignment took for an inbound record; -1 for none. */
    static int edge(Edges edges, Assignment assignment, int in) {
        int mate = assignment.mateOfInbound[in];
        if (mate >= 0) {
            for (int edge = edges.first(in); edge < edges.last(in); edge++) {
                if (edges.outboundOf(edge) == mate) {
                    return edge;
                }
            }
        }
        return -1;
    }

    static double of(Edges edges, Assignment assignment, Posterior posterior, int in) {
        return 1 / odds(edges, assignment, posterior, in);
    }

    /** That an inbound record has some partner, whichever. */
    static double ofAny(Edges edges, Assignment assignment, Posterior posterior, int in) {
        return 1 - posterior.oddsOfNone(in) / odds(edges, assignment, posterior, in);
    }

    /** All that may have been, the pair that was taken being one. */
    private static double odds(Edges edges, Assignment assignment, Posterior posterior, int in) {
        double sum = 1 + posterior.oddsOfNone(in);
        for (int edge = edges.first(in); edge < edges.last(in); edge++) {
            if (edges.outboundOf(edge) != assignment.mateOfInbound[in]) {
                sum += posterior.odds(in, edge);
            }
        }
        return sum;
    }

    /** The outbound records are rows of their side. */
    static List<Alternative> alternatives(Edges edges, Assignment assignment, Posterior posterior, int in) {
        if (edges.last(in) - edges.first(in) < 2) {
            return List.of();
        }
        double all = odds(edges, assignment, posterior, in);
        List<Alternative> alternatives = new ArrayList<>();
        for (int edge = edges.first(in); edge < edges.last(in); edge++) {
            int out = edges.outboundOf(edge);
            double probability = out == assignment.mateOfInbound[in] ? 0 : posterior.odds(in, edge) / all;
            if (probability >= LEAST) {
                alternatives.add(new Alternative(out, probability));
            }
        }
        alternatives.sort(Comparator.comparingDouble(Alternative::probability)
                .reversed()
                .thenComparingInt(Alternative::outbound));
        return alternatives.subList(0, Math.min(Pair.MAX_ALTERNATIVES, alternatives.size()));
    }
}
