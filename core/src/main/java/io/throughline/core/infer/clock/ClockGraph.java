package io.throughline.core.infer.clock;

import io.throughline.core.infer.clock.ClockOffsets.InstanceOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Offsets of many clocks from the offsets of two at a time: the weighted least squares solution, found by conjugate gradients
 * (Hestenes and Stiefel 1952) on each group of connected instances. The group's first instance by name is its reference.
 */
final class ClockGraph {
    /** Relative error at which the solution is good enough. */
    private static final double CLOSE = 1e-9;

    private static final int MAX_ROUNDS = 2000;

    /** Squared microseconds: no offset is known better than the times' own unit. */
    private static final double LEAST_VARIANCE = 1;

    private final List<InstanceId> nodes;
    private final int[] from;
    private final int[] to;
    private final double[] offset;
    private final double[] weight;

    /** What two clocks tell of each other. */
    record Edge(InstanceId caller, InstanceId called, ClockOffset offset) {}

    /** @param variance squared microseconds, along the way to the reference that is surest */
    private record Reached(int node, int reference, double variance) {}

    private ClockGraph(List<Edge> edges) {
        TreeSet<InstanceId> names = new TreeSet<>();
        for (Edge edge : edges) {
            names.add(edge.caller);
            names.add(edge.called);
        }
        nodes = List.copyOf(names);
        Map<InstanceId, Integer> numbers = new HashMap<>();
        nodes.forEach(node -> numbers.put(node, numbers.size()));
        from = new int[edges.size()];
        to = new int[edges.size()];
        offset = new double[edges.size()];
        weight = new double[edges.size()];
        for (int i = 0; i < edges.size(); i++) {
            Edge edge = edges.get(i);
            from[i] = numbers.getOrDefault(edge.caller, 0);
            to[i] = numbers.getOrDefault(edge.called, 0);
            offset[i] = edge.offset.micros();
            weight[i] = 1 / (LEAST_VARIANCE + edge.offset.uncertaintyMicros() * edge.offset.uncertaintyMicros());
        }
    }

    static SortedMap<InstanceId, InstanceOffset> solve(List<Edge> edges) {
        ClockGraph graph = new ClockGraph(edges);
        Reached[] reached = graph.reach();
        double[] offsets = graph.leastSquares(reached);
        TreeMap<InstanceId, InstanceOffset> solved = new TreeMap<>();
        for (int node = 0; node < offsets.length; node++) {
            int reference = reached[node].reference;
            solved.put(
                    graph.nodes.get(node),
                    new InstanceOffset(
                            graph.nodes.get(reference),
                            new ClockOffset(offsets[node] - offsets[reference], Math.sqrt(reached[node].variance))));
        }
        return solved;
    }

    /** Each node's reference and the least variance on a way to it (Dijkstra): the least squares solution knows more, never less. */
    private Reached[] reach() {
        List<List<Integer>> around = new ArrayList<>();
        nodes.forEach(node -> around.add(new ArrayList<>()));
        for (int edge = 0; edge < from.length; edge++) {
            around.get(from[edge]).add(edge);
            around.get(to[edge]).add(edge);
        }
        Reached[] reached = new Reached[nodes.size()];
        for (int reference = 0; reference < reached.length; reference++) {
            if (reached[reference] == null) {
                reachFrom(reference, around, reached);
            }
        }
        return reached;
    }

    private void reachFrom(int reference, List<List<Integer>> around, Reached[] reached) {
        PriorityQueue<Reached> open = new PriorityQueue<>(
                Comparator.comparingDouble(Reached::variance).thenComparingInt(Reached::node));
        open.add(new Reached(reference, reference, 0));
        while (!open.isEmpty()) {
            Reached next = open.remove();
            if (reached[next.node] == null) {
                reached[next.node] = next;
                for (int edge : around.get(next.node)) {
                    int other = from[edge] == next.node ? to[edge] : from[edge];
                    if (reached[other] == null) {
                        open.add(new Reached(other, reference, next.variance + 1 / weight[edge]));
                    }
                }
            }
        }
    }

    /** Conjugate gradients with the diagonal as preconditioner; references are held at zero. */
    private double[] leastSquares(Reached[] reached) {
        int size = nodes.size();
        double[] x = new double[size];
        double[] residual = new double[size];
        double[] diagonal = new double[size];
        for (int edge = 0; edge < from.length; edge++) {
            residual[to[edge]] += weight[edge] * offset[edge];
            residual[from[edge]] -= weight[edge] * offset[edge];
            diagonal[to[edge]] += weight[edge];
            diagonal[from[edge]] += weight[edge];
        }
        for (int node = 0; node < size; node++) {
            if (reached[node].reference == node) {
                residual[node] = 0;
                diagonal[node] = 0;
            }
        }
        double[] scaled = scaled(residual, diagonal);
        double[] direction = scaled.clone();
        double norm = dot(residual, scaled);
        double first = norm;
        for (int round = 0; round < MAX_ROUNDS && norm > CLOSE * CLOSE * first; round++) {
            double[] image = image(direction, reached);
            double step = norm / dot(direction, image);
            for (int node = 0; node < size; node++) {
                x[node] += step * direction[node];
                residual[node] -= step * image[node];
            }
            scaled = scaled(residual, diagonal);
            double next = dot(residual, scaled);
            for (int node = 0; node < size; node++) {
                direction[node] = scaled[node] + next / norm * direction[node];
            }
            norm = next;
        }
        return x;
    }

    private double[] image(double[] x, Reached[] reached) {
        double[] image = new double[x.length];
        for (int edge = 0; edge < from.length; edge++) {
            double flow = weight[edge] * (x[to[edge]] - x[from[edge]]);
            image[to[edge]] += flow;
            image[from[edge]] -= flow;
        }
        for (int node = 0; node < x.length; node++) {
            if (reached[node].reference == node) {
                image[node] = 0;
            }
        }
        return image;
    }

    private static double[] scaled(double[] residual, double[] diagonal) {
        double[] scaled = new double[residual.length];
        for (int node = 0; node < scaled.length; node++) {
            scaled[node] = diagonal[node] == 0 ? 0 : residual[node] / diagonal[node];
        }
        return scaled;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
