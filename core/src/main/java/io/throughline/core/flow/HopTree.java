package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The hops of a flow as a tree. A hop is named by its place in {@link Flow#hops()}, as ids come from outside and may repeat. Every
 * hop is in the tree once: one whose parent is missing is a root, and a circle of parents is opened at the hop that starts first.
 */
final class HopTree {
    static final int NONE = -1;

    private final List<FlowHop> hops;
    private final int[] parents;
    private final List<Integer> roots = new ArrayList<>();
    private final List<List<Integer>> children = new ArrayList<>();
    private final List<Integer> downwards = new ArrayList<>();

    private HopTree(List<FlowHop> hops) {
        this.hops = hops;
        this.parents = parents(hops);
        cutCircles();
        hops.forEach(hop -> children.add(new ArrayList<>(2)));
        byStart().forEach(hop -> siblings(parents[hop]).add(hop));
        walkDown();
    }

    static HopTree of(Flow flow) {
        return new HopTree(flow.hops());
    }

    FlowHop hop(int hop) {
        return hops.get(hop);
    }

    /** {@link #NONE} for a root. */
    int parent(int hop) {
        return parents[hop];
    }

    /** By start, then id: the first is the flow's root. Empty only for a flow without hops. */
    List<Integer> roots() {
        return roots;
    }

    /** By start, then id. */
    List<Integer> children(int hop) {
        return children.get(hop);
    }

    /** All hops, parents before their children, siblings by start. */
    List<Integer> downwards() {
        return downwards;
    }

    private static int[] parents(List<FlowHop> hops) {
        Map<String, Integer> byId = new HashMap<>();
        for (int i = 0; i < hops.size(); i++) {
            byId.putIfAbsent(hops.get(i).id(), i);
        }
        int[] parents = new int[hops.size()];
        for (int i = 0; i < parents.length; i++) {
            String parent = hops.get(i).parent();
            parents[i] = parent == null ? NONE : byId.getOrDefault(parent, NONE);
        }
        return parents;
    }

    private void cutCircles() {
        int[] walkOf = new int[parents.length];
        Arrays.fill(walkOf, NONE);
        for (int walk = 0; walk < parents.length; walk++) {
            int at = walk;
            while (at != NONE && walkOf[at] == NONE) {
                walkOf[at] = walk;
                at = parents[at];
            }
            if (at != NONE && walkOf[at] == walk) {
                parents[firstOfCircle(at)] = NONE;
            }
        }
    }

    private int firstOfCircle(int start) {
        int first = start;
        for (int at = parents[start]; at != start; at = parents[at]) {
            first = order().compare(at, first) < 0 ? at : first;
        }
        return first;
    }

    private List<Integer> byStart() {
        return IntStream.range(0, hops.size()).boxed().sorted(order()).toList();
    }

    private Comparator<Integer> order() {
        return Comparator.comparing((Integer hop) -> hops.get(hop).start())
                .thenComparing(hop -> hops.get(hop).id());
    }

    private List<Integer> siblings(int parent) {
        return parent == NONE ? roots : children.get(parent);
    }

    /** With a stack of its own: a flow may be a chain of thousands. */
    private void walkDown() {
        Deque<Integer> open = new ArrayDeque<>(roots.reversed());
        while (!open.isEmpty()) {
            int hop = open.removeLast();
            downwards.add(hop);
            open.addAll(children.get(hop).reversed());
        }
    }
}
