package io.throughline.core.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds which request of an instance caused which of its calls, from their times, by what is learned of the service's ways from the
 * same times.
 *
 * <p>It begins with every call in the innermost request that it lies in, learns how each kind of request calls, makes the
 * assignment of all together more likely by it, and learns again from what it is surer of (hard expectation maximisation, weighted by
 * confidence). From there it samples likely assignments and learns from each, which leaves what was merely found first (stochastic
 * expectation maximisation: Celeux and Diebolt, Computational Statistics Quarterly 2, 1985), and takes the best near the last. How sure it
 * is of each edge is how often further samples have it. Learning how long calls wait and judging overlapping requests together is
 * TraceWeaver's way (Ashok, Harsh, Godfrey, Mittal, Parthasarathy, Shwartz, "TraceWeaver: Distributed Request Tracing for
 * Microservices Without Application Modification", SIGCOMM 2024); here the order of calls is not told but learned, calls may be left out,
 * repeated, parallel and outlive their request, and each answer says how sure it is.
 */
public final class CallMatcher {
    /** To be near enough for sampling; what is left is its work. */
    private static final int ROUNDS = 3;

    private static final int SWEEPS_TO_LEARN = 24;

    /** Where so many requests of each kind are remembered, what is to be judged changes little of what they tell. */
    private static final int ENOUGH_TO_KNOW = Learned.MAX_OF_A_KIND / 2;

    private static final int SWEEPS_WHEN_KNOWN = 8;
    private static final int SWEEPS_PER_LESSON = 4;

    /** Calls and their candidates, that all sweeps can be afforded for. */
    private static final long PLACES_TO_AFFORD = 100_000;

    private static final int SWEEPS_TO_JUDGE = 16;

    /**
     * What is known is taken for a third of the evidence that it seems to be: a request's gaps are not independent of one another, and each
     * is judged by a density that it helped to form. The one number here that was set by looking at how often edges of each confidence are
     * right: over two applications and their overlaid, thinned, rounded and spread copies together.
     */
    private static final double HEAT_TO_JUDGE = 3;

    private static final long LEAST_MICROS = 1_000_000;

    private final Spans spans;
    private final List<Family> before;
    private final Assignment assignment;
    private final PossibleCauses causes;
    private final Doubts doubts;
    private final Steps steps;
    private final PatternLearner learner;
    private final Held held;

    private CallMatcher(Collection<Span> given, Map<String, String> flowOf, Learned learned) {
        this.spans = new Spans(given, learned);
        this.before = learned.families(spans);
        this.assignment = new Assignment(spans, flows(spans, flowOf));
        this.causes = assignment.causes();
        TwoRequests two = new TwoRequests(assignment);
        this.doubts = new Doubts(assignment, two);
        this.steps = new Steps(assignment, two, doubts);
        this.learner = new PatternLearner(spans.kinds());
        this.held = new Held(spans, assignment);
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

    /**
     * Where the truth is lost, by span ids.
     *
     * @param elsewhere what is likelier caused by another span
     * @param untried what was caused by a span that too many others were likelier than to try it
     */
    public record Lost(Set<String> elsewhere, Set<String> untried) {
        public Lost {
            elsewhere = Set.copyOf(elsewhere);
            untried = Set.copyOf(untried);
        }
    }

    /**
     * How far times tell by patterns of this kind, for measuring against a known truth: learns the ways of an instance from the truth
     * itself, and finds the spans that by these are likelier elsewhere. To match them right takes luck, or other evidence.
     *
     * @param flowOf flows by the ids of inbound spans
     * @param parentOf the truth, by the ids of what was caused
     */
    public static Lost lost(Collection<Span> spans, Map<String, String> flowOf, Map<String, String> parentOf) {
        CallMatcher matcher = new CallMatcher(spans, flowOf, new Learned());
        int[] truth = matcher.parents(parentOf);
        // Something has to be learned before an assignment has a likelihood.
        matcher.learn(true);
        matcher.assignment.restore(truth);
        matcher.learn(true);
        matcher.steps.improve();
        Set<String> elsewhere = new HashSet<>();
        Set<String> untried = new HashSet<>();
        for (int child = 0; child < truth.length; child++) {
            String id = matcher.spans.get(child).id();
            if (!matcher.spans.mayBeCaused(child)) {
                continue;
            }
            if (truth[child] == Assignment.NONE && parentOf.containsKey(id)) {
                untried.add(id);
            } else if (matcher.assignment.parent(child) != truth[child]) {
                elsewhere.add(id);
            }
        }
        return new Lost(elsewhere, untried);
    }

    /** None for those whose parent is not among the candidates. */
    private int[] parents(Map<String, String> parentOf) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < spans.size(); i++) {
            numbers.put(spans.get(i).id(), i);
        }
        int[] parents = new int[spans.size()];
        for (int child = 0; child < parents.length; child++) {
            Integer parent = numbers.get(parentOf.getOrDefault(spans.get(child).id(), ""));
            boolean possible = parent != null && causes.place(child, parent) >= 0;
            parents[child] = possible && parent != null ? parent : Assignment.NONE;
        }
        return parents;
    }

    private void run() {
        for (int round = 0; round < ROUNDS; round++) {
            learn(true);
            int taken = steps.improve();
            doubts.all();
            if (taken == 0 && round > 0) {
                break;
            }
        }
        if (steps.beginSampling()) {
            sharpen();
            doubts.all();
            judge();
        }
    }

    /** Goes from one likely assignment to another while it learns, so that what is learned does not rest on the first one found. */
    private void sharpen() {
        assignment.trust();
        int sweeps = affordable(isWellKnown() ? SWEEPS_WHEN_KNOWN : SWEEPS_TO_LEARN);
        for (int sweep = 1; sweep <= sweeps; sweep++) {
            steps.sample(1);
            if (sweep % SWEEPS_PER_LESSON == 0) {
                learn(false);
            }
        }
        steps.improve();
    }

    /** Fewer sweeps where each is long: among so many requests each teaches less. */
    private int affordable(int sweeps) {
        return Math.clamp(sweeps * PLACES_TO_AFFORD / Math.max(1, causes.places()), SWEEPS_PER_LESSON, sweeps);
    }

    private boolean isWellKnown() {
        int[] remembered = new int[spans.kinds()];
        before.forEach(family -> remembered[family.kind]++);
        for (int i = 0; i < spans.size(); i++) {
            if (spans.mayCause(i) && remembered[spans.kind(i)] < ENOUGH_TO_KNOW) {
                return false;
            }
        }
        return true;
    }

    /** Leaves the assignment as it is, and notes how often it would be otherwise. */
    private void judge() {
        int[] found = assignment.parents();
        steps.beginSampling();
        int sweeps = affordable(SWEEPS_TO_JUDGE);
        for (int sweep = 0; sweep < sweeps; sweep++) {
            steps.sample(HEAT_TO_JUDGE);
            held.note(assignment);
        }
        assignment.restore(found);
    }

    private void learn(boolean anew) {
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
            for (int candidate : causes.of(i)) {
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
        double micros = Math.max(LEAST_MICROS, micros());
        for (int kind = 0; kind < spans.kinds(); kind++) {
            alone[kind] = Math.log(alone[kind] / micros);
        }
        @Nullable CallPattern[] patterns = anew ? learner.learn(families, possible) : learner.learnMore(families);
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
        double alone = doubts.sure(child);
        double reach = causes.reach(child);
        int[] candidates = causes.of(child);
        float[] instead = doubts.instead(child);
        List<Edge.Other> others = new ArrayList<>();
        for (int c = 0; c < candidates.length; c++) {
            double sure = candidates[c] == parent
                    ? 0
                    : reach * held.share(assignment, child, candidates[c], instead[c] * alone);
            if (sure > 0) {
                others.add(new Edge.Other(spans.get(candidates[c]).id(), sure));
            }
        }
        others.sort(
                Comparator.comparingDouble(Edge.Other::confidence).reversed().thenComparing(Edge.Other::parent));
        return new Edge(
                spans.get(child).id(),
                parent == Assignment.NONE ? null : spans.get(parent).id(),
                reach * (assignment.isOnlyGuessed(child) ? alone : held.share(assignment, child, parent, alone)),
                others.subList(0, Math.min(others.size(), Edge.MAX_OTHERS)));
    }
}
