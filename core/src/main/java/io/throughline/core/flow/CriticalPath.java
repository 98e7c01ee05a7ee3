package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a flow waited for: the hops that, one at a time, fill the time of its root. Whoever shortens one of them shortens the flow.
 *
 * <p>From the root's end the path goes back in time: into the child that ended last, then, from where that child began, into the
 * one that ended last before it. What no such child covers is the hop's own. Defined for parallel programs by D. Böhme et al.,
 * "Scalable critical-path based performance analysis" (IPDPS 2012), for trees of calls by Z. Zhang et al., "CRISP: Critical Path
 * Analysis of Large-Scale Microservice Architectures" (USENIX ATC 2022); as there, a child that outlives its parent is cut at the
 * parent's end. A child that is only inferred counts like any other.
 */
public final class CriticalPath {
    private final List<Segment> segments;
    private final BitSet hops;
    private final Map<Integer, Duration> times = new HashMap<>();

    private CriticalPath(List<Segment> segments, BitSet hops) {
        this.segments = segments;
        this.hops = hops;
        segments.forEach(segment -> times.merge(segment.hop(), segment.duration(), Duration::plus));
    }

    /**
     * A time in which the flow waited for this hop's own work.
     *
     * @param hop its place in {@link Flow#hops()}
     * @param end always after {@code start}
     */
    public record Segment(int hop, Instant start, Instant end) {
        public Duration duration() {
            return Duration.between(start, end);
        }
    }

    /** Of the root that starts first; other roots are there because nobody knows who called them, and nothing waits for them. */
    public static CriticalPath of(Flow flow) {
        return of(HopTree.of(flow));
    }

    static CriticalPath of(HopTree tree) {
        List<Segment> backwards = new ArrayList<>();
        BitSet hops = new BitSet();
        Deque<Stretch> open = new ArrayDeque<>();
        if (!tree.roots().isEmpty()) {
            int root = tree.roots().getFirst();
            open.push(new Stretch(
                    tree, new Span(root, tree.hop(root).start(), tree.hop(root).end())));
        }
        while (!open.isEmpty()) {
            Stretch stretch = open.element();
            hops.set(stretch.span.hop());
            Span child = stretch.nextBack();
            if (child == null) {
                add(backwards, new Segment(stretch.span.hop(), stretch.span.start(), stretch.at));
                open.remove();
            } else {
                add(backwards, new Segment(stretch.span.hop(), child.end(), stretch.at));
                stretch.at = child.start();
                open.push(new Stretch(tree, child));
            }
        }
        return new CriticalPath(List.copyOf(backwards.reversed()), hops);
    }

    private static void add(List<Segment> segments, Segment segment) {
        if (segment.start().isBefore(segment.end())) {
            segments.add(segment);
        }
    }

    /** In order of time, without gaps and overlaps, from the root's start to its end. */
    public List<Segment> segments() {
        return segments;
    }

    /** Whether the path leads through the hop; it may have had no time of its own there. */
    public boolean passes(int hop) {
        return hops.get(hop);
    }

    /** What the hop's own work adds to the flow's duration. */
    public Duration time(int hop) {
        return times.getOrDefault(hop, Duration.ZERO);
    }

    /** A hop, cut to the time in which it can matter. */
    private record Span(int hop, Instant start, Instant end) {}

    /** A hop that is being walked back through. */
    private static final class Stretch {
        private static final Comparator<Span> LAST_END_FIRST =
                Comparator.comparing(Span::end).reversed().thenComparing(Span::start);

        final Span span;
        private final Iterator<Span> children;

        /** Everything after it is told. */
        Instant at;

        Stretch(HopTree tree, Span span) {
            this.span = span;
            this.at = span.end();
            this.children = tree.children(span.hop()).stream()
                    .map(child -> cut(tree, child, span))
                    .filter(child -> child.start().isBefore(child.end()))
                    .sorted(LAST_END_FIRST)
                    .iterator();
        }

        private static Span cut(HopTree tree, int child, Span parent) {
            Instant start = tree.hop(child).start();
            Instant end = tree.hop(child).end();
            return new Span(
                    child,
                    start.isBefore(parent.start()) ? parent.start() : start,
                    end.isAfter(parent.end()) ? parent.end() : end);
        }

        /** The child that ended last before where the walk is; null when none did. */
        @Nullable
        Span nextBack() {
            while (children.hasNext()) {
                Span child = children.next();
                if (!child.end().isAfter(at)) {
                    return child;
                }
            }
            return null;
        }
    }
}
