package io.throughline.core.infer.pair;

import io.throughline.core.infer.clock.ClockOffsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pairs one window's records and learns from the pairs, in turns until nothing changes any more: pair by what is known of delays, rates
 * and clocks; learn these anew from the pairs (expectation maximisation with the best assignment in the place of all; Dempster, Laird,
 * Rubin, JRSS B 1977).
 */
final class Learner {
    private static final int MAX_ROUNDS = 10;

    /** The part of the pairs that may still change when it is enough. */
    private static final double STABLE = 2e-4;

    /** Share of records without another side, before anything is known; and how many records that is worth. */
    private static final double UNSEEN = 0.1;

    /** A half, as Jeffreys has it, for what was never counted. */
    private static final double HALF = 0.5;

    /** Below this, a pair tells nothing of clocks. */
    private static final double SURE = 0.5;

    /** From so many pairs on, a route's delays are known well enough to say what is unusual. */
    private static final int ENOUGH = 10;

    /** Delays that cannot be told apart before anything is known, in microseconds: what a local network needs. */
    private static final double NEAR_MICROS = 100;

    private final HopTable table;
    private final PairModel model;
    private final List<Route> routes;
    private final List<Lane> inboundLanes = new ArrayList<>();
    private final List<List<Leg>> legsOfLane = new ArrayList<>();
    private final List<Leg> legs = new ArrayList<>();
    private final List<List<Lane>> outboundByGroup;
    private final List<List<Lane>> inboundByGroup;
    private final int[] laneOfInbound;
    private final Clocks clocks;
    private final GroupMemory[] outboundMemory;
    private final GroupMemory[] inboundMemory;
    private final double[] outboundPaired;
    private final double[] inboundPaired;
    private Agreement agreed = new Agreement();
    private final Candidates candidates;
    private final Links links;
    private final long[] spans;
    private int rounds;

    Learner(HopTable table, List<Route> found, PairModel model, Links links) {
        this.table = table;
        this.model = model;
        clocks = new Clocks(table.instances);
        outboundByGroup = Lane.of(table.outbound, table.outboundGroups.size());
        inboundByGroup = Lane.of(table.inbound, table.inboundGroups.size());
        outboundMemory = memories(table.outboundGroups, outboundByGroup, model.outbound);
        inboundMemory = memories(table.inboundGroups, inboundByGroup, model.inbound);
        outboundPaired = new double[outboundMemory.length];
        inboundPaired = new double[inboundMemory.length];
        spans = inboundByGroup.stream().mapToLong(Learner::span).toArray();
        candidates = new Candidates(table, links.taken, links.done);
        this.links = links;
        laneOfInbound = new int[table.inbound.size];
        connect(found);
        clocks.guess(model.clocks());
        routes = new ArrayList<>(found);
        dropWithoutEvidence();
    }

    /** Pairs and what was learned from them. */
    record Learned(Edges edges, Assignment assignment, Posterior posterior, int rounds, long cutShort) {}

    private static GroupMemory[] memories(
            List<GroupKey> keys, List<List<Lane>> lanes, Map<GroupKey, GroupMemory> known) {
        GroupMemory[] memories = new GroupMemory[keys.size()];
        for (int group = 0; group < memories.length; group++) {
            GroupMemory before = known.get(keys.get(group));
            GroupMemory memory = before == null ? new GroupMemory() : before.copy();
            for (Lane lane : lanes.get(group)) {
                memory.records += lane.size();
                for (int i = 0; i < lane.size(); i++) {
                    memory.durations.add(lane.ends[i] - lane.starts[i], 1);
                }
            }
            memories[group] = memory;
        }
        return memories;
    }

    /** How long a group's records came, in microseconds, a few with wrong dates left out. */
    private static long span(List<Lane> lanes) {
        long span = 1_000_000;
        for (Lane lane : lanes) {
            int left = lane.size() / 20;
            span = Math.max(span, lane.starts[lane.size() - 1 - left] - lane.starts[left]);
        }
        return span;
    }

    private void connect(List<Route> found) {
        Map<Lane, Integer> places = new HashMap<>();
        for (List<Lane> lanes : inboundByGroup) {
            for (Lane lane : lanes) {
                places.put(lane, inboundLanes.size());
                for (int row : lane.rows) {
                    laneOfInbound[row] = inboundLanes.size();
                }
                inboundLanes.add(lane);
                legsOfLane.add(new ArrayList<>());
            }
        }
        for (Route route : found) {
            for (Lane in : inboundByGroup.get(route.inboundGroup)) {
                for (Lane out : outboundByGroup.get(route.outboundGroup)) {
                    Leg leg = new Leg(legs.size(), route, out, in, clocks.number(out.instance, in.instance));
                    legs.add(leg);
                    route.legs.add(leg);
                    clocks.add(leg);
                    legsOfLane.get(places.getOrDefault(in, 0)).add(leg);
                }
            }
        }
    }

    /** A route whose outbound side names no called service stays only where its records' times say something, now or before. */
    private void dropWithoutEvidence() {
        for (List<Leg> some : legsOfLane) {
            some.removeIf(leg -> !leg.route.named() && leg.track == null && leg.route.before.pairs() == 0);
        }
        for (Route route : routes) {
            route.legs.removeIf(leg -> !route.named() && leg.track == null && route.before.pairs() == 0);
        }
        routes.removeIf(route -> route.legs.isEmpty());
    }

    Learned learn() {
        int[] before = new int[0];
        while (true) {
            prepare();
            Edges edges = candidates.find(inboundLanes, legsOfLane, alone(), rounds == 0);
            Assignment assignment = Assignment.of(edges);
            Posterior posterior = new Posterior(edges, assignment);
            rounds++;
            boolean stable = stable(before, assignment.mateOfInbound);
            if (rounds == MAX_ROUNDS || stable) {
                count(edges, assignment, posterior, false);
                return new Learned(edges, assignment, posterior, rounds, candidates.cutShort());
            }
            before = assignment.mateOfInbound;
            count(edges, assignment, posterior, true);
        }
    }

    private static boolean stable(int[] before, int[] now) {
        if (before.length != now.length) {
            return now.length == 0;
        }
        int changed = 0;
        for (int i = 0; i < now.length; i++) {
            changed += before[i] == now[i] ? 0 : 1;
        }
        return changed <= STABLE * now.length;
    }

    /** Turns what was counted into what the next round goes by. */
    private void prepare() {
        DelayHistogram requests = new DelayHistogram();
        DelayHistogram responses = new DelayHistogram();
        for (Route route : routes) {
            requests.addAll(route.before.request);
            requests.addAll(route.now.request);
            responses.addAll(route.before.response);
            responses.addAll(route.now.response);
        }
        DelayDensity unknown = DelayDensity.unknown(NEAR_MICROS);
        DelayDensity request = DelayDensity.of(requests, unknown, 1);
        DelayDensity response = DelayDensity.of(responses, unknown, 1);
        Agreement all = new Agreement();
        all.addAll(model.agreement);
        all.addAll(agreed);
        double[] choices = new double[outboundMemory.length];
        routes.forEach(route -> choices[route.outboundGroup]++);
        for (Route route : routes) {
            RouteMemory memory = route.memory();
            route.request = DelayDensity.of(memory.request, request, (double) route.startResolution());
            route.response = DelayDensity.of(memory.response, response, (double) route.endResolution());
            route.leastRequest = least(memory.request, route.request, route.startResolution());
            route.leastResponse = least(memory.response, route.response, route.endResolution());
            route.gain = gain(route, choices[route.outboundGroup]);
            route.evidence = all.evidence(
                    table.outbound,
                    outboundByGroup.get(route.outboundGroup),
                    table.inbound,
                    inboundByGroup.get(route.inboundGroup));
        }
    }

    /** With some room below what was seen, as the pairs that were seen had to lie within it. */
    private static long least(DelayHistogram seen, DelayDensity density, long resolution) {
        return (seen.total() < ENOUGH ? 0 : Math.min(0, 2 * density.lowest())) - 2 * resolution;
    }

    private double gain(Route route, double choices) {
        GroupMemory caller = outboundMemory[route.outboundGroup];
        double known = caller.paired + outboundPaired[route.outboundGroup];
        if (rounds == 0 && caller.paired == 0) {
            return Math.log((1 - UNSEEN) / choices / UNSEEN);
        }
        double alone = Math.max(0, caller.records - known);
        return Math.log((route.pairs() + HALF) / (alone + HALF));
    }

    private Alone[] alone() {
        Alone[] alone = new Alone[inboundMemory.length];
        DelayDensity unknown = DelayDensity.unknown(1);
        for (int group = 0; group < alone.length; group++) {
            GroupMemory memory = inboundMemory[group];
            double paired = memory.paired + inboundPaired[group];
            double share = rounds == 0 && memory.paired == 0
                    ? UNSEEN
                    : (Math.max(0, memory.records - paired) + HALF) / (memory.records + 1);
            double records =
                    inboundByGroup.get(group).stream().mapToInt(Lane::size).sum();
            alone[group] = new Alone(share * records / spans[group], DelayDensity.of(memory.durations, unknown, 1));
        }
        return alone;
    }

    private void count(Edges edges, Assignment assignment, Posterior posterior, boolean refine) {
        double[] confidence = new double[edges.inbound()];
        double[] paired = new double[confidence.length];
        int[] mate = new int[confidence.length];
        @Nullable Leg[] via = new @Nullable Leg[confidence.length];
        for (int in = 0; in < confidence.length; in++) {
            int taken = Confidence.edge(edges, assignment, in);
            if (taken >= 0) {
                confidence[in] = Confidence.of(edges, assignment, posterior, in);
                paired[in] = Confidence.ofAny(edges, assignment, posterior, in);
                mate[in] = edges.outboundOf(taken);
                via[in] = legs.get(edges.legOf(taken));
            }
        }
        for (int[] pair : links.pairs) {
            confidence[pair[1]] = 1;
            paired[pair[1]] = 1;
            mate[pair[1]] = pair[0];
            via[pair[1]] = leg(pair[0], pair[1]);
        }
        if (refine) {
            refineClocks(confidence, mate, via);
        }
        routes.forEach(route -> route.now.clear());
        Arrays.fill(outboundPaired, 0);
        Arrays.fill(inboundPaired, 0);
        agreed = new Agreement();
        for (int in = 0; in < confidence.length; in++) {
            Leg leg = via[in];
            if (leg != null) {
                learn(leg, mate[in], in, confidence[in]);
                outboundPaired[leg.route.outboundGroup] += paired[in];
                inboundPaired[leg.route.inboundGroup] += paired[in];
            }
        }
    }

    /** Null where the names of the two records contradict each other. */
    private @Nullable Leg leg(int out, int in) {
        int group = table.outbound.group[out];
        int instance = table.outbound.instance[out];
        for (Leg leg : legsOfLane.get(laneOfInbound[in])) {
            if (leg.outbound.group == group && leg.outbound.instance == instance) {
                return leg;
            }
        }
        return null;
    }

    private void refineClocks(double[] confidence, int[] mate, @Nullable Leg[] via) {
        for (int in = 0; in < confidence.length; in++) {
            Leg leg = via[in];
            if (leg != null && confidence[in] >= SURE) {
                long requestGap = table.inbound.start[in] - table.outbound.start[mate[in]];
                long responseGap = table.outbound.end[mate[in]] - table.inbound.end[in];
                if (requestGap + responseGap >= -leg.roundingMicros()) {
                    clocks.sample(leg, table.outbound.start[mate[in]], requestGap, responseGap);
                }
            }
        }
        clocks.refine();
    }

    private void learn(Leg leg, int out, int in, double weight) {
        long offset = leg.offsetAt(table.inbound.start[in]);
        leg.route.now.add(
                table.inbound.start[in] - offset - table.outbound.start[out],
                table.outbound.end[out] - table.inbound.end[in] + offset,
                weight);
        agreed.add(table.outbound, out, table.inbound, in, weight);
    }

    /** What this window and those before it taught. */
    PairModel learned() {
        Map<RouteKey, RouteMemory> routeMemories = new HashMap<>();
        routes.forEach(route -> routeMemories.put(route.key, route.memory()));
        Agreement all = new Agreement();
        all.addAll(model.agreement);
        all.addAll(agreed);
        ClockOffsets offsets = model.clocks().followedBy(clocks.tracks());
        return model.with(
                routeMemories,
                memories(table.outboundGroups, outboundMemory, outboundPaired),
                memories(table.inboundGroups, inboundMemory, inboundPaired),
                all,
                offsets);
    }

    private static Map<GroupKey, GroupMemory> memories(List<GroupKey> keys, GroupMemory[] memories, double[] paired) {
        Map<GroupKey, GroupMemory> byKey = new HashMap<>();
        for (int group = 0; group < memories.length; group++) {
            GroupMemory memory = memories[group].copy();
            memory.paired += paired[group];
            byKey.put(keys.get(group), memory);
        }
        return byKey;
    }
}
