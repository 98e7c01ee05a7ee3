package io.throughline.core.infer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the ids that some spans have tell of which caused which. Some records of a flow may have ids and others none; then what has
 * ids is held fast, and narrows down what may have caused the rest.
 *
 * <p>A call that names the span of one request proves it, and so rules the others out. Requests and calls without ids are bound too: two
 * calls that name different parents were not caused by one request, whichever it is.
 */
final class KnownIds {
    private static final int NONE = -1;

    /** Nats for what ids contradict: as for what was never seen. */
    private static final double NEVER = -40;

    /** Nats for a call of another trace than the request's, which does not say by what it was caused: a client may begin a trace anew. */
    private static final double OTHER_TRACE = -8;

    /** Nats for a call of the request's trace: of the requests beside it few have the same. */
    private static final double SAME_TRACE = 3;

    private final int[] trace;
    private final int[] own;
    private final int[] named;
    private final Map<Integer, Integer> spanOf = new HashMap<>();
    private final boolean any;

    /** By kind: whether calls name the very request, not something between that leaves no record. */
    private final boolean[] direct;

    KnownIds(Spans spans) {
        Map<List<String>, Integer> numbers = new HashMap<>();
        trace = new int[spans.size()];
        own = new int[spans.size()];
        named = new int[spans.size()];
        boolean found = false;
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            trace[i] = number(numbers, span.trace(), "");
            own[i] = number(numbers, span.trace(), span.span());
            named[i] = number(numbers, span.trace(), span.parentSpan());
            found |= trace[i] != NONE;
            if (own[i] != NONE && spans.mayCause(i)) {
                spanOf.putIfAbsent(own[i], i);
            }
        }
        any = found;
        direct = direct(spans);
    }

    private static int number(Map<List<String>, Integer> numbers, @Nullable String trace, @Nullable String span) {
        return trace == null || span == null
                ? NONE
                : numbers.computeIfAbsent(List.of(trace, span), key -> numbers.size());
    }

    private boolean[] direct(Spans spans) {
        int[] balance = new int[spans.kinds()];
        Map<Integer, Integer> requestsOfTrace = new HashMap<>();
        for (int i = 0; any && i < spans.size(); i++) {
            if (trace[i] != NONE && spans.mayCause(i)) {
                requestsOfTrace.merge(trace[i], 1, Integer::sum);
            }
        }
        for (int i = 0; any && i < spans.size(); i++) {
            if (named[i] != NONE && spans.mayBeCaused(i)) {
                if (spanOf.containsKey(named[i])) {
                    balance[spans.kind(i)] += 2;
                } else if (requestsOfTrace.containsKey(trace[i])) {
                    balance[spans.kind(i)]--;
                }
            }
        }
        boolean[] found = new boolean[balance.length];
        for (int kind = 0; kind < found.length; kind++) {
            found[kind] = balance[kind] > 0;
        }
        return found;
    }

    /** The span that a child's ids prove to have caused it; {@link Assignment#NONE} where they prove none. */
    int proven(Spans spans, int child) {
        if (!any || !spans.mayBeCaused(child)) {
            return Assignment.NONE;
        }
        Integer found = spanOf.get(named[child]);
        if (found == null && !spans.mayCause(child)) {
            // Some clients log calls with the span of the request that they are made for.
            found = spanOf.get(own[child]);
        }
        boolean possible = found != null && found != child && (!spans.mayCause(child) || found < child);
        return possible && found != null ? found : Assignment.NONE;
    }

    /**
     * Of all spans that may have been caused, where ids tell each of them: that a span caused it, or that what did is not here.
     *
     * @return null where times have to tell
     */
    @Nullable
    List<Edge> allEdges(Spans spans) {
        Set<Integer> tracesOfRequests = new HashSet<>();
        for (int i = 0; i < spans.size(); i++) {
            if (spans.mayCause(i)) {
                tracesOfRequests.add(trace[i]);
            }
        }
        List<Edge> edges = new ArrayList<>();
        for (int child = 0; child < spans.size(); child++) {
            if (!spans.mayBeCaused(child)) {
                continue;
            }
            int cause = proven(spans, child);
            if (cause == Assignment.NONE && (named[child] == NONE || tracesOfRequests.contains(trace[child]))) {
                return null;
            }
            String parent = cause == Assignment.NONE ? null : spans.get(cause).id();
            edges.add(new Edge(spans.get(child).id(), parent, 1, List.of()));
        }
        return edges;
    }

    /** Whether ids rule it out that one caused the other. */
    boolean contradict(Spans spans, int parent, int child) {
        if (named[child] == NONE || trace[parent] == NONE) {
            return false;
        }
        return trace[parent] != trace[child]
                || (direct[spans.kind(child)] && own[parent] != NONE && own[parent] != named[child]);
    }

    /** What ids add to how likely a family is, in nats. */
    double agreement(Family family) {
        if (!any || family.parent == Assignment.NONE) {
            return 0;
        }
        double sum = 0;
        int claimed = own[family.parent];
        for (int i = 0; i < family.size; i++) {
            int child = family.children[i];
            if (trace[child] == NONE) {
                continue;
            }
            if (trace[family.parent] != NONE) {
                sum += trace[family.parent] == trace[child] ? SAME_TRACE : OTHER_TRACE;
            }
            if (named[child] != NONE && direct[family.kinds[i]]) {
                if (claimed == NONE) {
                    claimed = named[child];
                } else if (claimed != named[child] && claimed != own[child]) {
                    sum += NEVER;
                }
            }
        }
        return sum;
    }
}
