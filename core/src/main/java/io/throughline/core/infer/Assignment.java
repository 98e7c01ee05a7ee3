package io.throughline.core.infer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which span caused which, for all spans of a stretch together, and how likely that is by what was learned. {@link Steps} make it more likely. */
final class Assignment {
    /** None of the spans that were seen. */
    static final int NONE = -1;

    /** Requests with more calls keep those of the first guess: each step looks through all that a request calls. */
    private static final int MAX_FAMILY = 256;

    private final Spans spans;
    private final FlowCounts flows;
    private final PossibleCauses causes;
    private final int[] parent;
    private final Family[] families;
    private final double[] scores;
    private final Shares shares = new Shares();
    private final SharedMarks marks;
    private final int[] counts;
    private @Nullable CallPattern[] patterns;
    private double[] alone;
    private int[] order;

    Assignment(Spans spans, FlowCounts flows) {
        this.spans = spans;
        this.flows = flows;
        this.causes = new PossibleCauses(spans);
        this.marks = new SharedMarks(spans);
        this.parent = new int[spans.size()];
        this.families = new Family[spans.size()];
        this.scores = new double[spans.size()];
        this.counts = new int[spans.kinds()];
        this.patterns = new CallPattern[spans.kinds()];
        this.alone = new double[spans.kinds()];
        this.order = new int[spans.kinds()];
        Arrays.fill(parent, NONE);
        for (int i = 0; i < spans.size(); i++) {
            if (spans.mayCause(i)) {
                families[i] = new Family(4);
                families[i].of(spans.kind(i), spans.start(i), spans.end(i));
                families[i].parent = i;
            }
        }
        tellPeers();
        addAll(causes.narrow());
    }

    private void tellPeers() {
        for (int flow = 0; flow < flows.flows(); flow++) {
            int[] members = flows.members(flow);
            long[] starts = new long[members.length];
            for (int i = 0; i < members.length; i++) {
                starts[i] = spans.start(members[i]);
            }
            Arrays.sort(starts);
            for (int member : members) {
                families[member].peerStarts = starts;
                families[member].peerEnds = Arrays.stream(members)
                        .filter(other -> other != member)
                        .mapToLong(spans::end)
                        .sorted()
                        .toArray();
            }
        }
    }

    Spans spans() {
        return spans;
    }

    FlowCounts flows() {
        return flows;
    }

    PossibleCauses causes() {
        return causes;
    }

    /** Of each child; to be given back to {@link #restore}. */
    int[] parents() {
        return parent.clone();
    }

    void restore(int[] parents) {
        for (Family family : families) {
            if (family != null) {
                family.size = 0;
            }
        }
        Arrays.fill(parent, NONE);
        addAll(parents);
        flows.count(families);
        scoreAll();
    }

    private void addAll(int[] parents) {
        for (int child = 0; child < parents.length; child++) {
            if (parents[child] != NONE) {
                // Children are added in the order of their starts, except by single moves, which build the family anew.
                append(families[parents[child]], parents[child], child);
                parent[child] = parents[child];
            }
        }
    }

    private void scoreAll() {
        for (int i = 0; i < families.length; i++) {
            if (families[i] != null) {
                scores[i] = score(families[i]);
            }
        }
    }

    int parent(int child) {
        return parent[child];
    }

    Family family(int span) {
        return families[span];
    }

    /** How likely a request is as it is, as a logarithm. */
    double score(int span) {
        return scores[span];
    }

    /** How likely it is that nobody seen has caused a child, as a logarithm. */
    double alone(int child) {
        return alone[spans.kind(child)];
    }

    int[] order() {
        return order;
    }

    Shares shares() {
        return shares;
    }

    void append(Family family, int to, int child) {
        family.append(child, spans.kind(child), spans.start(child), spans.end(child), spans.outlives(child, to));
    }

    /** @param alonePerKind logarithm of how many calls of each kind, per microsecond, nobody seen has caused */
    void judgeBy(@Nullable CallPattern[] learned, double[] alonePerKind, int[] kindsInOrder) {
        marks.learn(spans, this);
        patterns = learned;
        alone = alonePerKind;
        order = kindsInOrder;
        flows.learn(families, learned);
        shares.forget();
        scoreAll();
    }

    double score(Family family) {
        CallPattern pattern = patterns[family.kind];
        if (pattern == null) {
            throw new IllegalStateException("no pattern was learned of kind " + family.kind);
        }
        return pattern.logLikelihood(family, counts) + spans.ids().agreement(family) + marks.agreement(family);
    }

    /** A request is as it was tried. */
    void take(int span, Family from) {
        Family family = families[span];
        flows.changed(flows.flow(span), family, from);
        family.size = 0;
        for (int i = 0; i < from.size; i++) {
            family.append(from, i);
            parent[from.children[i]] = span;
        }
        scores[span] = score(family);
    }

    void leave(int child) {
        parent[child] = NONE;
    }

    /** Whether nothing was tried with a child, since its parent has too many. */
    boolean isOnlyGuessed(int child) {
        return isTooLarge(parent[child]);
    }

    boolean isTooLarge(int request) {
        return request != NONE && families[request].size > MAX_FAMILY;
    }

    /** Every family is taken as it is. */
    void trust() {
        for (Family family : families) {
            if (family != null) {
                Arrays.fill(family.sure, 1);
            }
        }
    }

    /** Requests between which something could be exchanged, the lower number in the upper half, where one of them is {@code due}. */
    long[] pairs(boolean[] due) {
        long[] pairs = new long[64];
        int count = 0;
        for (int child = 0; child < spans.size(); child++) {
            int at = parent[child];
            for (int candidate : causes.of(child)) {
                if (at != NONE && candidate != at && (due[at] || due[candidate])) {
                    if (count == pairs.length) {
                        pairs = distinct(pairs, count);
                        count = pairs.length;
                        pairs = Arrays.copyOf(pairs, 2 * Math.max(64, count));
                    }
                    pairs[count++] = ((long) Math.min(at, candidate) << 32) | Math.max(at, candidate);
                }
            }
        }
        return distinct(pairs, count);
    }

    private static long[] distinct(long[] values, int count) {
        Arrays.sort(values, 0, count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || values[i] != values[i - 1]) {
                values[kept++] = values[i];
            }
        }
        return Arrays.copyOf(values, kept);
    }

    /** Children by how much later than their parents they begin, on average; kinds without any come last. */
    int[] kindsInOrder() {
        double[] sum = new double[spans.kinds()];
        double[] count = new double[spans.kinds()];
        for (int child = 0; child < spans.size(); child++) {
            if (parent[child] != NONE) {
                sum[spans.kind(child)] += spans.start(child) - spans.start(parent[child]);
                count[spans.kind(child)]++;
            }
        }
        return IntStream.range(0, spans.kinds())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        kind -> count[kind] == 0 ? Double.MAX_VALUE : sum[kind] / count[kind]))
                .mapToInt(kind -> kind)
                .toArray();
    }
}
