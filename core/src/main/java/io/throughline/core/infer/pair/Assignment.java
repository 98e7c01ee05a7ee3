package io.throughline.core.infer.pair;

import java.util.Arrays;

/**
 * The set of pairs with the greatest sum of weights in which each record has at most one partner: exact, by shortest augmenting paths over
 * reduced costs (Jonker and Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems",
 * Computing 1987), each inbound record also having the choice to stay alone at weight zero.
 *
 * <p>The dual values are kept: {@code inboundValue + outboundValue - weight} of an edge is never negative, and is what at least would be
 * lost by taking it.
 */
final class Assignment {
    private static final int NONE = -1;

    private final Edges edges;
    final int[] mateOfInbound;
    final int[] mateOfOutbound;
    final double[] inboundValue;
    final double[] outboundValue;

    private final double[] distance;
    private final int[] reachedFrom;
    private final int[] touched;
    private int touchedSize;
    private final boolean[] closed;
    private final int[] heap;
    private final int[] placeInHeap;
    private int heapSize;

    private double limit;
    private int lastOutbound;
    private int lastInbound;

    private Assignment(Edges edges) {
        this.edges = edges;
        mateOfInbound = new int[edges.inbound()];
        mateOfOutbound = new int[edges.outbound()];
        inboundValue = new double[edges.inbound()];
        outboundValue = new double[edges.outbound()];
        distance = new double[edges.outbound()];
        reachedFrom = new int[edges.outbound()];
        touched = new int[edges.outbound()];
        closed = new boolean[edges.outbound()];
        heap = new int[edges.outbound()];
        placeInHeap = new int[edges.outbound()];
        Arrays.fill(mateOfInbound, NONE);
        Arrays.fill(mateOfOutbound, NONE);
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(placeInHeap, NONE);
    }

    static Assignment of(Edges edges) {
        Assignment assignment = new Assignment(edges);
        assignment.takeBest();
        for (int in = 0; in < edges.inbound(); in++) {
            if (assignment.mateOfInbound[in] == NONE && assignment.inboundValue[in] > 0) {
                assignment.search(in);
            }
        }
        return assignment;
    }

    /** What at least would be lost by taking an edge; zero for those that are taken. */
    double loss(int in, int edge) {
        return Math.max(0, inboundValue[in] + outboundValue[edges.outboundOf(edge)] - edges.weight(edge));
    }

    /** Each inbound record's best partner, where nobody else has it. */
    private void takeBest() {
        for (int in = 0; in < mateOfInbound.length; in++) {
            int best = NONE;
            for (int edge = edges.first(in); edge < edges.last(in); edge++) {
                if (edges.weight(edge) > inboundValue[in]) {
                    inboundValue[in] = edges.weight(edge);
                    best = edges.outboundOf(edge);
                }
            }
            if (best != NONE && mateOfOutbound[best] == NONE) {
                mateOfOutbound[best] = in;
                mateOfInbound[in] = best;
            }
        }
    }

    private void search(int start) {
        limit = inboundValue[start];
        lastInbound = start;
        lastOutbound = NONE;
        scan(start, 0);
        while (heapSize > 0 && distance[heap[0]] < limit) {
            int out = removeNearest();
            closed[out] = true;
            int in = mateOfOutbound[out];
            if (in == NONE) {
                limit = distance[out];
                lastOutbound = out;
                lastInbound = NONE;
                break;
            }
            if (distance[out] + inboundValue[in] < limit) {
                limit = distance[out] + inboundValue[in];
                lastInbound = in;
            }
            scan(in, distance[out]);
        }
        changeValues(start);
        augment();
        forget();
    }

    private void scan(int in, double base) {
        for (int edge = edges.first(in); edge < edges.last(in); edge++) {
            int out = edges.outboundOf(edge);
            double reached = base + loss(in, edge);
            if (!closed[out] && reached < distance[out] && reached < limit) {
                if (distance[out] == Double.POSITIVE_INFINITY) {
                    touched[touchedSize++] = out;
                }
                distance[out] = reached;
                reachedFrom[out] = in;
                moveUp(out);
            }
        }
    }

    private void changeValues(int start) {
        inboundValue[start] -= limit;
        for (int i = 0; i < touchedSize; i++) {
            int out = touched[i];
            if (closed[out] && distance[out] < limit) {
                outboundValue[out] += limit - distance[out];
                inboundValue[mateOfOutbound[out]] -= limit - distance[out];
            }
        }
    }

    /** Along the way back, each outbound record goes to the inbound one from which it was reached. */
    private void augment() {
        int out = lastOutbound;
        if (out == NONE) {
            out = mateOfInbound[lastInbound];
            mateOfInbound[lastInbound] = NONE;
        }
        while (out != NONE) {
            int in = reachedFrom[out];
            int before = mateOfInbound[in];
            mateOfOutbound[out] = in;
            mateOfInbound[in] = out;
            out = before;
        }
    }

    private void forget() {
        for (int i = 0; i < touchedSize; i++) {
            distance[touched[i]] = Double.POSITIVE_INFINITY;
            closed[touched[i]] = false;
            placeInHeap[touched[i]] = NONE;
        }
        touchedSize = 0;
        heapSize = 0;
    }

    private boolean nearer(int a, int b) {
        return distance[a] < distance[b] || (distance[a] == distance[b] && a < b);
    }

    private void moveUp(int out) {
        int place = placeInHeap[out];
        if (place == NONE) {
            place = heapSize++;
        }
        while (place > 0 && nearer(out, heap[(place - 1) / 2])) {
            set(place, heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        set(place, out);
    }

    private int removeNearest() {
        int nearest = heap[0];
        int moved = heap[--heapSize];
        int place = 0;
        while (2 * place + 1 < heapSize) {
            int child = 2 * place + 1;
            if (child + 1 < heapSize && nearer(heap[child + 1], heap[child])) {
                child++;
            }
            if (!nearer(heap[child], moved)) {
                break;
            }
            set(place, heap[child]);
            place = child;
        }
        if (heapSize > 0) {
            set(place, moved);
        }
        return nearest;
    }

    private void set(int place, int out) {
        heap[place] = out;
        placeInHeap[out] = place;
    }
}
