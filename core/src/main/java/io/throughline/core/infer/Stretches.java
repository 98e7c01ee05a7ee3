package io.throughline.core.infer;

import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Spans cut where nothing goes on. Most of an instance's time is quiet: where but one request goes on, whatever happens is its doing, and
 * nothing has to be learned to know that.
 */
final class Stretches {
    /** Of an edge within a request that is alone. */
    static final double SURE = 0.99;

    /** Apart from one another by clocks that are read in milliseconds, what belongs together may be. */
    static final long APART = 1_000;

    private static final Comparator<Span> ORDER = Comparator.comparingLong(Span::start)
            .thenComparing(Comparator.comparingLong(Span::end).reversed())
            .thenComparing(Span::vantage)
            .thenComparing(Span::id);

    private Stretches() {}

    /** In the order of time. */
    static List<List<Span>> of(Collection<Span> spans) {
        List<List<Span>> stretches = new ArrayList<>();
        List<Span> stretch = new ArrayList<>();
        long end = Long.MIN_VALUE;
        for (Span span : spans.stream().sorted(ORDER).toList()) {
            if (!stretch.isEmpty() && span.start() > end + APART) {
                stretches.add(stretch);
                stretch = new ArrayList<>();
            }
            stretch.add(span);
            end = Math.max(end, span.end());
        }
        if (!stretch.isEmpty()) {
            stretches.add(stretch);
        }
        return stretches;
    }

    static boolean hasOneRequest(List<Span> stretch) {
        return stretch.stream().filter(span -> !span.mayBeCaused()).count() <= 1;
    }

    /**
     * Every span of a stretch with one request in the innermost span that it lies in, else in the last that began before.
     *
     * @param resolutions see {@link Spans#resolutions}
     */
    static List<Edge> nested(List<Span> stretch, Map<Vantage, Long> resolutions) {
        Spans spans = new Spans(stretch, List.of(), resolutions);
        List<Edge> edges = new ArrayList<>();
        int[] causes = IntStream.range(0, spans.size()).filter(spans::mayCause).toArray();
        long coarsest = spans.coarsest();
        int begun = 0;
        for (int child = 0; child < spans.size(); child++) {
            // A coarse clock may have put the request behind what it caused.
            while (begun < causes.length && spans.start(causes[begun]) <= spans.start(child) + coarsest) {
                begun++;
            }
            if (spans.mayBeCaused(child)) {
                int innermost = innermost(spans, child, causes, begun);
                String parent = innermost == Assignment.NONE
                        ? null
                        : spans.get(innermost).id();
                edges.add(new Edge(spans.get(child).id(), parent, SURE, List.of()));
            }
        }
        return edges;
    }

    /** @param begun how many of the causes had begun when the child did */
    private static int innermost(Spans spans, int child, int[] causes, int begun) {
        int proven = spans.ids().proven(spans, child);
        if (proven != Assignment.NONE) {
            return proven;
        }
        int outlived = Assignment.NONE;
        // The request itself is the first, if those behind it are too many to look through.
        for (int c = begun - 1; c >= 0; c = c > 0 && begun - c > PossibleCauses.MAX_OPEN ? 0 : c - 1) {
            int i = causes[c];
            if (spans.mayContain(i, child) && !spans.ids().contradict(spans, i, child)) {
                if (!spans.outlives(child, i)) {
                    return i;
                }
                outlived = outlived == Assignment.NONE ? i : outlived;
            }
        }
        return outlived;
    }
}
