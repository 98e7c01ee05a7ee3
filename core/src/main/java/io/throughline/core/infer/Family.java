package io.throughline.core.infer;

import java.util.Arrays;

/**
 * A span with what it caused, in the order of the starts. Times are of one clock, in microseconds.
 */
final class Family {
    /** The parent's number in its matching. */
    int parent = Assignment.NONE;

    /** The kind of the parent; the children's are in {@link #kinds}. */
    int kind;

    long start;
    long end;
    int size;
    int[] kinds;
    long[] starts;
    long[] ends;
    /** The children's numbers in their matching. */
    int[] children;
    /** Which of them end after the parent. */
    boolean[] outlives;

    /** When the requests of the same flow at this instance began, this one's too, sorted; empty where it is not known. */
    long[] peerStarts = {};

    /** When they ended, without this one, sorted. */
    long[] peerEnds = {};

    /** How sure it is that each belongs here, in [0,1]. */
    float[] sure;

    Family(int capacity) {
        kinds = new int[capacity];
        starts = new long[capacity];
        ends = new long[capacity];
        children = new int[capacity];
        outlives = new boolean[capacity];
        sure = new float[capacity];
    }

    void of(int kindOfParent, long from, long to) {
        kind = kindOfParent;
        start = from;
        end = to;
        size = 0;
    }

    void like(Family other) {
        of(other.kind, other.start, other.end);
        parent = other.parent;
        peerStarts = other.peerStarts;
        peerEnds = other.peerEnds;
    }

    /** Adds one that starts no earlier than the last. */
    void append(int child, int kindOfChild, long from, long to, boolean outlivesParent) {
        if (size == kinds.length) {
            int capacity = Math.max(4, 2 * size);
            kinds = Arrays.copyOf(kinds, capacity);
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            children = Arrays.copyOf(children, capacity);
            outlives = Arrays.copyOf(outlives, capacity);
            sure = Arrays.copyOf(sure, capacity);
        }
        children[size] = child;
        kinds[size] = kindOfChild;
        starts[size] = from;
        ends[size] = to;
        outlives[size] = outlivesParent;
        sure[size] = 1;
        size++;
    }

    void append(Family other, int i) {
        append(other.children[i], other.kinds[i], other.starts[i], other.ends[i], other.outlives[i]);
    }

    boolean precedes(int i, Family other, int j) {
        return starts[i] < other.starts[j] || (starts[i] == other.starts[j] && children[i] < other.children[j]);
    }
}
