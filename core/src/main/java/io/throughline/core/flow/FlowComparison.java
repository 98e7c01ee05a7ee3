package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.PathTemplate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two flows side by side, such as a slow request and a usual one.
 *
 * <p>Hops are aligned from the roots down: the children of two hops that belong together belong together where service, side and
 * operation are the same, the first with the first, the second with the second. Numbers and ids in an operation's path do not
 * count. What has no counterpart is there in one flow only, and so is all that is below it.
 *
 * @param rows parents before children, siblings by how long after their parent they began
 */
public record FlowComparison(List<Row> rows) {
    /** Smaller differences are not marked. */
    public static final Duration NOTABLE = Duration.ofMillis(1);

    /** Nor are differences of a smaller part of the shorter duration. */
    public static final double NOTABLE_SHARE = 0.2;

    private static final long NANOS_PER_MICRO = 1_000;

    public FlowComparison {
        rows = List.copyOf(rows);
    }

    /** How the right flow differs from the left one at a hop. */
    public enum Mark {
        ONLY_LEFT,
        ONLY_RIGHT,
        /** The right one took longer, by {@link #NOTABLE} and {@link #NOTABLE_SHARE} at least. */
        SLOWER,
        FASTER,
        FAILED_LEFT,
        FAILED_RIGHT,
        STATUS
    }

    /**
     * A hop of either flow or of both.
     *
     * @param depth 0 for roots
     * @param left null where only the right flow has it
     * @param right null where only the left flow has it
     * @param marks empty where nothing differs that is worth a mark
     */
    public record Row(
            int depth, @Nullable Side left, @Nullable Side right, Set<Mark> marks) {
        public Row {
            marks = Collections.unmodifiableSet(marks.isEmpty() ? EnumSet.noneOf(Mark.class) : EnumSet.copyOf(marks));
        }

        /** How much longer the right one took, in microseconds; null where there is only one. */
        public @Nullable Long slowerUs() {
            return left == null || right == null
                    ? null
                    : micros(right.hop().duration().minus(left.hop().duration()));
        }

        /** How much of that is its own, not its children's; in a chain of hops that all are slower it shows the cause. */
        public @Nullable Long selfSlowerUs() {
            return left == null || right == null
                    ? null
                    : micros(right.selfTime().minus(left.selfTime()));
        }

        private static long micros(Duration duration) {
            return duration.toNanos() / NANOS_PER_MICRO;
        }

        /** How many times as long the right one took; null where there is only one, or the left one took no time. */
        public @Nullable Double ratio() {
            return left == null || right == null || left.hop().duration().isZero()
                    ? null
                    : (double) right.hop().duration().toNanos()
                            / left.hop().duration().toNanos();
        }
    }

    /** A hop in one of the flows. */
    public record Side(FlowHop hop, Duration selfTime, boolean onCriticalPath) {}

    public static FlowComparison of(Flow left, Flow right) {
        return new FlowComparison(new Walk(new Whole(left), new Whole(right)).rows());
    }

    /** One of the two flows, with what is known of its hops. */
    private record Whole(HopTree tree, List<Duration> selfTimes, CriticalPath path) {
        Whole(Flow flow) {
            this(HopTree.of(flow), SelfTime.of(flow), CriticalPath.of(flow));
        }

        Side side(int hop) {
            return new Side(tree.hop(hop), selfTimes.get(hop), path.passes(hop));
        }

        /** How long after its parent it began; negative where clocks differ. */
        Duration offset(int hop) {
            int parent = tree.parent(hop);
            return Duration.between(
                    tree.hop(parent == HopTree.NONE ? tree.roots().getFirst() : parent)
                            .start(),
                    tree.hop(hop).start());
        }

        List<Integer> below(int hop) {
            return hop == HopTree.NONE ? List.of() : tree.children(hop);
        }
    }

    /** By what hops belong together; siblings with the same key are told apart by their order. */
    private record Key(
            String service, Vantage vantage, @Nullable String operation, int repetition) {
        static Key of(FlowHop hop, Map<Key, Integer> seen) {
            Key first = new Key(hop.service(), hop.vantage(), operation(hop), 0);
            int repetition = seen.merge(first, 1, Integer::sum) - 1;
            return new Key(first.service, first.vantage, first.operation, repetition);
        }

        /** {@code GET /orders/7} and {@code GET /orders/8} are the same; what has no operation is known by whom it called. */
        private static @Nullable String operation(FlowHop hop) {
            String operation = hop.operation();
            if (operation == null) {
                return hop.peer();
            }
            int path = operation.indexOf(" /");
            return path < 0
                    ? operation
                    : operation.substring(0, path + 1) + PathTemplate.of(operation.substring(path + 1));
        }
    }

    /** Two hops that belong together, or one that is alone; {@link HopTree#NONE} for none. */
    private record Pair(int left, int right, int depth) {}

    private record Walk(Whole left, Whole right) {
        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            Deque<Pair> open = new ArrayDeque<>();
            open.addAll(align(left.tree().roots(), right.tree().roots(), 0).reversed());
            while (!open.isEmpty()) {
                Pair pair = open.removeLast();
                rows.add(row(pair));
                open.addAll(align(left.below(pair.left()), right.below(pair.right()), pair.depth() + 1)
                        .reversed());
            }
            return rows;
        }

        private List<Pair> align(List<Integer> lefts, List<Integer> rights, int depth) {
            Map<Key, Integer> unmatched = new LinkedHashMap<>();
            Map<Key, Integer> seen = new HashMap<>();
            for (int hop : rights) {
                unmatched.put(Key.of(right.tree().hop(hop), seen), hop);
            }
            seen.clear();
            List<Pair> pairs = new ArrayList<>();
            for (int hop : lefts) {
                Integer counterpart = unmatched.remove(Key.of(left.tree().hop(hop), seen));
                pairs.add(new Pair(hop, counterpart == null ? HopTree.NONE : counterpart, depth));
            }
            unmatched.values().forEach(hop -> pairs.add(new Pair(HopTree.NONE, hop, depth)));
            pairs.sort(Comparator.comparing(this::offset).thenComparing(this::id));
            return pairs;
        }

        private Duration offset(Pair pair) {
            return pair.left() == HopTree.NONE ? right.offset(pair.right()) : left.offset(pair.left());
        }

        private String id(Pair pair) {
            return pair.left() == HopTree.NONE
                    ? right.tree().hop(pair.right()).id()
                    : left.tree().hop(pair.left()).id();
        }

        private Row row(Pair pair) {
            Side leftSide = pair.left() == HopTree.NONE ? null : left.side(pair.left());
            Side rightSide = pair.right() == HopTree.NONE ? null : right.side(pair.right());
            return new Row(pair.depth(), leftSide, rightSide, marks(leftSide, rightSide));
        }
    }

    private static Set<Mark> marks(@Nullable Side left, @Nullable Side right) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        if (left == null) {
            marks.add(Mark.ONLY_RIGHT);
        } else if (right == null) {
            marks.add(Mark.ONLY_LEFT);
        } else {
            compare(left.hop(), right.hop(), marks);
        }
        return marks;
    }

    private static void compare(FlowHop left, FlowHop right, Set<Mark> marks) {
        if (isNotablyLonger(right.duration(), left.duration())) {
            marks.add(Mark.SLOWER);
        } else if (isNotablyLonger(left.duration(), right.duration())) {
            marks.add(Mark.FASTER);
        }
        if (left.failed() != right.failed()) {
            marks.add(left.failed() ? Mark.FAILED_LEFT : Mark.FAILED_RIGHT);
        }
        if (!Objects.equals(left.status(), right.status())) {
            marks.add(Mark.STATUS);
        }
    }

    private static boolean isNotablyLonger(Duration longer, Duration shorter) {
        Duration difference = longer.minus(shorter);
        return difference.compareTo(NOTABLE) >= 0 && difference.toNanos() >= NOTABLE_SHARE * shorter.toNanos();
    }
}
