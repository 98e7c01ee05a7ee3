package io.throughline.core.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds which request of an instance caused which of its calls, from their times, by what is learned of the service's ways from the
 * same times.
 *
 * <p>It begins with every call in the innermost request that it lies in, learns how each kind of request calls, makes the
 * assignment of all together more likely by it, learns again from what it is surer of, and so on until nothing changes (hard
 * expectation maximisation, weighted by confidence). Learning how long calls wait and judging overlapping requests together is
 * TraceWeaver's way (Ashok, Harsh, Godfrey, Mittal, Parthasarathy, Shwartz, "TraceWeaver: Distributed Request Tracing for
 * Microservices Without Application Modification", SIGCOMM 2024); here the order of calls is not told but learned, calls may be left out,
 * repeated, parallel and outlive their request, and each answer says how sure it is.
 */
public final class CallMatcher {
    private static final int MAX_ROUNDS = 8;
    private static final long LEAST_MICROS = 1_000_000;

    private final Spans spans;
    private final List<Family> before;
    private final Assignment assignment;

    private CallMatcher(Collection<Span> given, Map<String, String> flowOf, Learned learned) {
        this.spans = new Spans(given, learned);
        this.before = learned.families(spans);
        this.assignment = new Assignment(spans, flows(spans, flowOf));
    }

    private static FlowCounts flows(Spans spans, Map<String, String> flowOf) {
        Map<String, Integer> requests = new HashMap<>();
        for (int i = 0; i < spans.size(); i++) {
            String flow = flowOf.get(spans.get(i).id());
            if (flow != null && spans.mayCause(i)) {
                requests.merge(flow, 1, Integer::sum);
            }
        }
        Map<String, Integer> numbers = new HashMap<>();
        int[] numberOf = new int[spans.size()];
        for (int i = 0; i < spans.size(); i++) {
            String flow = spans.mayCause(i) ? flowOf.get(spans.get(i).id()) : null;
            boolean several = flow != null && requests.getOrDefault(flow, 0) > 1;
            numberOf[i] = several ? numbers.computeIfAbsent(flow, any -> numbers.size()) : Assignment.NONE;
        }
        return new FlowCounts(spans.kinds(), numberOf, numbers.size());
    }

    /**
     * @param spans of one instance, in any order
     * @return an edge for each span that may have been caused, in the order of their starts
     */
    public static List<Edge> match(Collection<Span> spans) {
        return match(spans, Map.of());
    }

    /**
     * The same where the flows of some requests are known already, or thought to be.
     *
     * @param flowOf flows by the ids of inbound spans
     */
    public static List<Edge> match(Collection<Span> spans, Map<String, String> flowOf) {
        return match(spans, flowOf, new Learned());
    }

    /**
     * The same with what is known of the instance from before.
     *
     * @param flowOf flows by the ids of inbound spans
     */
    static List<Edge> match(Collection<Span> spans, Map<String, String> flowOf, Learned learned) {
        CallMatcher matcher = new CallMatcher(spans, flowOf, learned);
        matcher.run();
        return matcher.edges();
    }

    private void run() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            learn();
            int steps = assignment.improve();
            assignment.doubt();
            if (steps == 0 && round > 0) {
                return;
            }
        }
    }

    private void learn() {
        List<List<Family>> families = new ArrayList<>();
        boolean[][] possible = new boolean[spans.kinds()][spans.kinds()];
        double[] alone = new double[spans.kinds()];
        for (int kind = 0; kind < spans.kinds(); kind++) {
            families.add(new ArrayList<>());
            alone[kind] = 0.5;
        }
        for (int i = 0; i < spans.size(); i++) {
            if (spans.mayCause(i)) {
                families.get(spans.kind(i)).add(assignment.family(i));
            }
            for (int candidate : assignment.candidates(i)) {
                possible[spans.kind(candidate)][spans.kind(i)] = true;
            }
            alone[spans.kind(i)] += spans.mayBeCaused(i) && assignment.parent(i) == Assignment.NONE ? 1 : 0;
        }
        for (Family family : before) {
            families.get(family.kind).add(family);
            for (int i = 0; i < family.size; i++) {
                possible[family.kind][family.kinds[i]] = true;
            }
        }
        PatternLearner learner = new PatternLearner(spans.kinds());
        double micros = Math.max(LEAST_MICROS, micros());
        for (int kind = 0; kind < spans.kinds(); kind++) {
            alone[kind] = Math.log(alone[kind] / micros);
        }
        @Nullable CallPattern[] patterns = learner.learn(families, possible);
        assignment.judgeBy(patterns, alone, assignment.kindsInOrder());
    }

    private long micros() {
        return spans.size() == 0 ? 0 : spans.start(spans.size() - 1) - spans.start(0);
    }

    private List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            if (spans.mayBeCaused(i)) {
                edges.add(edge(i));
            }
        }
        return edges;
    }

    private Edge edge(int child) {
        int parent = assignment.parent(child);
        double sure = assignment.sure(child);
        int[] candidates = assignment.candidates(child);
        float[] instead = assignment.instead(child);
        List<Edge.Other> others = new ArrayList<>();
        for (int c = 0; c < candidates.length; c++) {
            if (candidates[c] != parent && instead[c] > 0) {
                others.add(new Edge.Other(spans.get(candidates[c]).id(), instead[c] * sure));
            }
        }
        others.sort(
                Comparator.comparingDouble(Edge.Other::confidence).reversed().thenComparing(Edge.Other::parent));
        return new Edge(
                spans.get(child).id(),
                parent == Assignment.NONE ? null : spans.get(parent).id(),
                sure,
                others.subList(0, Math.min(others.size(), Edge.MAX_OTHERS)));
    }
}
