package io.throughline.core.behaviour;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which things with names of several parts were seen (a service, a method, the segments of a path), as a tree, and how probable it is that the next one is new where this one is: of
 * those that came as far as the last part that is known, as many as went on in a way that was seen only once, or that were new in the later half, see {@link Novelty}. So where one
 * part of the tree never closes, because what stands there names one thing of many, another part may be known well.
 *
 * <p>At most {@value #MAX_NODES} nodes of 60 bytes, and {@value #MAX_CHILDREN} below one. A node with more has no closed circle: nothing is new below it, until some are forgotten.
 *
 * @param since its first
 * @param seen all that were taken
 * @param days different days with something seen, at most counted once in a row
 * @param day the last of them, in days since 1970
 * @param nodes by the hash of the names down to them; changed in place
 */
public record Branches(Instant since, long seen, int days, long day, Map<Long, Node> nodes) {
    /** One more for the beginning of all names. */
    public static final int MAX_NODES = 512;

    public static final int MAX_CHILDREN = 64;

    private static final int MAX_PARTS = 12;
    private static final int DEEP = 6;
    private static final long ROOT = 0;
    private static final long NOWHERE = -1;

    /**
     * Names that begin alike.
     *
     * @param parent the hash of the node above
     * @param times it was passed
     * @param first how many had passed the node above before it
     * @param children nodes below it, at most {@value Branches#MAX_CHILDREN}, and one more where there are others that are not kept
     */
    public record Node(long parent, long times, long first, int children, Instant last) {}

    public static Branches empty(Instant since) {
        return new Branches(since, 0, 0, Long.MIN_VALUE, new HashMap<>());
    }

    /** How many whole names and beginnings of names are known. */
    public int size() {
        return nodes.size();
    }

    /** The hashes of a name's beginnings, the shortest first; of a longer name than of {@value #MAX_PARTS} parts, so many. */
    private static List<Long> down(List<String> parts) {
        List<Long> down = new ArrayList<>(MAX_PARTS);
        long hash = ROOT;
        for (String part : parts.subList(0, Math.min(MAX_PARTS, parts.size()))) {
            hash = Hash.of(hash * 31 + Hash.of(part));
            down.add(hash);
        }
        return down;
    }

    /** The least by any of its names. */
    public double chanceOfNew(List<List<String>> names) {
        return names.stream().mapToDouble(this::chanceOf).min().orElse(1);
    }

    /** That the next name which comes as far as this one is known goes on in a new way; 1 where this one is known, or too much is. */
    private double chanceOf(List<String> parts) {
        long above = ROOT;
        for (long hash : down(parts)) {
            if (!nodes.containsKey(hash)) {
                return below(above);
            }
            above = hash;
        }
        return 1;
    }

    private double below(long above) {
        Node node = nodes.get(above);
        if (node == null || node.children > MAX_CHILDREN) {
            return 1;
        }
        long passed = node.times;
        long once = 0;
        long late = 0;
        for (Node child : nodes.values()) {
            if (child.parent == above) {
                once += child.times == 1 ? 1 : 0;
                late += child.first >= passed / 2 ? 1 : 0;
            }
        }
        return Novelty.chance(once, late, node.times);
    }

    /** Takes one, by each of its names; the map is changed in place, this is not to be used again. */
    public Branches with(List<List<String>> names, Instant now, Duration forgetAfter) {
        names.forEach(parts -> take(parts, now, forgetAfter, 1));
        long today = Math.floorDiv(now.getEpochSecond(), 86_400L);
        return new Branches(since, seen + 1, today > day ? days + 1 : days, Math.max(day, today), nodes);
    }

    /** Knows one that was told of: it is not new again, and no sign that new ones are usual. */
    public Branches told(List<List<String>> names, Instant now, Duration forgetAfter) {
        names.forEach(parts -> take(parts, now, forgetAfter, 2));
        return this;
    }

    private void take(List<String> parts, Instant now, Duration forgetAfter, long timesOfNew) {
        nodes.putIfAbsent(ROOT, new Node(NOWHERE, 0, 0, 0, now));
        long passed = pass(ROOT, 1, now);
        long above = ROOT;
        int depth = 0;
        for (long hash : down(parts)) {
            boolean isNew = !nodes.containsKey(hash);
            depth++;
            if (isNew && !begin(above, hash, timesOfNew == 1 ? passed : 0, depth, now, forgetAfter)) {
                return;
            }
            passed = pass(hash, isNew ? timesOfNew : 1, now);
            above = hash;
        }
    }

    /** @return how many had passed before */
    private long pass(long hash, long times, Instant now) {
        Node node = nodes.get(hash);
        if (node == null) {
            return 0;
        }
        nodes.put(hash, new Node(node.parent, node.times + times, node.first, node.children, now));
        return node.times;
    }

    /** Whether there is room for it; the last quarter is left to what is not deep. */
    private boolean begin(long above, long hash, long first, int depth, Instant now, Duration forgetAfter) {
        int most = depth <= DEEP ? MAX_NODES : MAX_NODES * 3 / 4;
        if (nodes.size() >= most) {
            forget(now.minus(forgetAfter));
        }
        Node node = nodes.get(above);
        if (node == null) {
            return false;
        }
        boolean room = nodes.size() < most && node.children < MAX_CHILDREN;
        int children = room ? node.children + 1 : MAX_CHILDREN + 1;
        nodes.put(above, new Node(node.parent, node.times, node.first, children, node.last));
        if (room) {
            nodes.put(hash, new Node(above, 0, first, 0, now));
        }
        return room;
    }

    private void forget(Instant before) {
        for (Iterator<Node> all = nodes.values().iterator(); all.hasNext(); ) {
            if (all.next().last.isBefore(before)) {
                all.remove();
            }
        }
    }
}
