package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.ClockOffsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What pairing learned and carries on to the next window of hops: delays of each route, how many of each group's records had no other
 * side, how often two records of one call agree, and the clocks. It never changes; each window's result holds the next one.
 */
public final class PairModel {
    /** What is known before the first window: nothing. */
    public static final PairModel EMPTY =
            new PairModel(Map.of(), Map.of(), Map.of(), new Agreement(), ClockOffsets.NONE);

    /** What is left of a window's weight in the next one: a change of the fleet is learned within some ten windows. */
    private static final double KEPT = 0.8;

    /** What weighs less is forgotten. */
    private static final double LEAST_WEIGHT = 0.01;

    /** More are forgotten, those with the fewest pairs first. */
    static final int MAX_KEYS = 100_000;

    final Map<RouteKey, RouteMemory> routes;
    final Map<GroupKey, GroupMemory> outbound;
    final Map<GroupKey, GroupMemory> inbound;
    final Agreement agreement;
    private final ClockOffsets clocks;

    PairModel(
            Map<RouteKey, RouteMemory> routes,
            Map<GroupKey, GroupMemory> outbound,
            Map<GroupKey, GroupMemory> inbound,
            Agreement agreement,
            ClockOffsets clocks) {
        this.routes = routes;
        this.outbound = outbound;
        this.inbound = inbound;
        this.agreement = agreement;
        this.clocks = clocks;
    }

    public ClockOffsets clocks() {
        return clocks;
    }

    /** As much as is left of it in the next window. */
    PairModel faded() {
        Agreement agreed = new Agreement();
        agreed.addAll(agreement);
        agreed.scale(KEPT);
        Map<RouteKey, RouteMemory> fadedRoutes = new HashMap<>();
        routes.forEach((key, memory) -> {
            RouteMemory faded = memory.copy();
            faded.scale(KEPT);
            if (faded.pairs() > LEAST_WEIGHT) {
                fadedRoutes.put(key, faded);
            }
        });
        return new PairModel(fadedRoutes, faded(outbound), faded(inbound), agreed, clocks);
    }

    private static Map<GroupKey, GroupMemory> faded(Map<GroupKey, GroupMemory> groups) {
        Map<GroupKey, GroupMemory> faded = new HashMap<>();
        groups.forEach((key, memory) -> {
            GroupMemory less = memory.copy();
            less.scale(KEPT);
            if (less.records > LEAST_WEIGHT) {
                faded.put(key, less);
            }
        });
        return faded;
    }

    /** With a window's memories put in the place of what was known of the same; at most {@link #MAX_KEYS} of each kind stay. */
    PairModel with(
            Map<RouteKey, RouteMemory> newRoutes,
            Map<GroupKey, GroupMemory> newOutbound,
            Map<GroupKey, GroupMemory> newInbound,
            Agreement newAgreement,
            ClockOffsets newClocks) {
        Map<RouteKey, RouteMemory> allRoutes = new HashMap<>(routes);
        allRoutes.putAll(newRoutes);
        Map<GroupKey, GroupMemory> allOutbound = new HashMap<>(outbound);
        allOutbound.putAll(newOutbound);
        Map<GroupKey, GroupMemory> allInbound = new HashMap<>(inbound);
        allInbound.putAll(newInbound);
        forget(allRoutes, Comparator.comparingDouble(RouteMemory::pairs));
        forget(allOutbound, Comparator.comparingDouble(memory -> memory.records));
        forget(allInbound, Comparator.comparingDouble(memory -> memory.records));
        return new PairModel(allRoutes, allOutbound, allInbound, newAgreement, newClocks);
    }

    /** Those that weigh least; of equals, the names that come first. */
    private static <K, M> void forget(Map<K, M> memories, Comparator<M> weight) {
        if (memories.size() > MAX_KEYS) {
            List<K> least = memories.entrySet().stream()
                    .sorted(Map.Entry.<K, M>comparingByValue(weight)
                            .thenComparing(memory -> memory.getKey().toString()))
                    .limit(memories.size() - MAX_KEYS)
                    .map(Map.Entry::getKey)
                    .toList();
            least.forEach(memories::remove);
        }
    }

    /** What was learned of a route; empty where nothing was. */
    RouteMemory route(RouteKey key) {
        return routes.getOrDefault(key, new RouteMemory());
    }
}
