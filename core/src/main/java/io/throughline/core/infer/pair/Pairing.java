package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.ClockOffsets;
import io.throughline.core.infer.pair.Pair.Alternative;
import io.throughline.core.model.Hop;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the two records of each call, the caller's and the called service's, among hops of which nothing but names and times may be
 * known. Everything with a unit is learned from the hops themselves.
 *
 * <p>The same hops give the same pairs, in whatever order they come and however often a record is repeated.
 *
 * @param pairs by the inbound record's start
 * @param model what was learned, for the next window of hops
 * @param counts what was looked at and left out
 */
public record Pairing(List<Pair> pairs, PairModel model, Counts counts) {
    /**
     * What was looked at and left out.
     *
     * @param outbound records, each counted once
     * @param inbound records, each counted once
     * @param rounds in which delays, rates and clocks were learned anew
     * @param routesLeftOut beyond {@link Routes#MAX_ROUTES}
     * @param cutShort inbound records that have more candidates than are looked at
     */
    public record Counts(int outbound, int inbound, int rounds, long routesLeftOut, long cutShort) {}

    public Pairing {
        pairs = List.copyOf(pairs);
    }

    /** Without anything known before. */
    public static Pairing of(List<Hop> hops) {
        return of(hops, PairModel.EMPTY);
    }

    /** With what the windows before this one taught; {@code model} is not changed. */
    public static Pairing of(List<Hop> hops, PairModel model) {
        HopTable table = HopTable.of(hops);
        Links links = Links.of(table);
        PairModel before = model.faded();
        Routes.Found routes = Routes.of(table, before);
        Learner learner = new Learner(table, routes.routes(), before, links);
        Learner.Learned learned = learner.learn();
        List<Pair> pairs = new ArrayList<>();
        for (int[] link : links.pairs) {
            pairs.add(new Pair(table.outbound.hop[link[0]], table.inbound.hop[link[1]], 1, PairMethod.LINK, List.of()));
        }
        for (int in = 0; in < table.inbound.size; in++) {
            int edge = Confidence.edge(learned.edges(), learned.assignment(), in);
            if (edge >= 0) {
                pairs.add(pair(table, learned, edge, in));
            }
        }
        return new Pairing(
                pairs,
                learner.learned(),
                new Counts(
                        table.outbound.size,
                        table.inbound.size,
                        learned.rounds(),
                        routes.leftOut(),
                        learned.cutShort()));
    }

    private static Pair pair(HopTable table, Learner.Learned learned, int edge, int in) {
        int out = learned.edges().outboundOf(edge);
        List<Alternative> alternatives =
                Confidence.alternatives(learned.edges(), learned.assignment(), learned.posterior(), in).stream()
                        .map(other -> new Alternative(table.outbound.hop[other.outbound()], other.probability()))
                        .toList();
        boolean linked = table.outbound.link[out] != Side.UNKNOWN && table.outbound.link[out] == table.inbound.link[in];
        return new Pair(
                table.outbound.hop[out],
                table.inbound.hop[in],
                Confidence.of(learned.edges(), learned.assignment(), learned.posterior(), in),
                linked ? PairMethod.LINK : PairMethod.TIMES,
                alternatives);
    }

    public ClockOffsets clocks() {
        return model.clocks();
    }
}
