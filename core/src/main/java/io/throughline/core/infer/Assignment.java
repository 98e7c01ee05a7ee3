package io.throughline.core.infer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which span caused which, for all spans of a stretch together, and how it is made more likely step by step.
 *
 * <p>A step takes two requests that overlap and exchanges calls between them: those of one kind, of kinds that follow one another, or all
 * after some moment; or it moves a single call to another request, or to none. A step is taken when both requests together
 * become more likely by it, so it ends, and where nothing is near it changes nothing. With all requests but two held fixed this is
 * the exact decision for these moves (iterated conditional modes: Besag, J. Royal Statistical Society B 48, 1986, over pairs as in
 * the 2-exchanges of multi-dimensional assignment).
 */
final class Assignment {
    /** None of the spans that were seen. */
    static final int NONE = -1;

    /** Of the spans that were open when a call began, so many are looked at, the latest first. */
    static final int MAX_CANDIDATES = 64;

    /** Of these, so many are tried: those that the first guess finds likeliest. */
    private static final int MAX_TRIED = 8;

    /** Where requests make many calls of a kind, what follows one of so many of them is exchanged at once. */
    private static final int MAX_CUTS = 16;

    /** Of kinds that follow one another, so many are exchanged at once. */
    private static final int MAX_RUN = 8;

    /** Requests with more calls keep those of the first guess: each step looks through all that a request calls. */
    private static final int MAX_FAMILY = 256;

    private static final int MAX_SWEEPS = 6;
    /** So many calls that could be either of two requests' are shared out in every way. */
    private static final int SPLIT_UP_TO = 8;

    /** In {@link #free}: a call that can be the first request's, or the second's, alone. */
    private static final int ONLY_FIRST = -1;

    private static final int ONLY_SECOND = -2;

    private static final int ALL_SUBSETS_UP_TO = 4;
    private static final double LEAST_GAIN = 1e-7;

    /** What is so much less likely, in nats, is not sampled again before something near it changes. */
    private static final double DOUBTFUL = 9;

    private static final double LEAST_DOUBT = Math.exp(-DOUBTFUL);

    private static final long SEED = 1;

    private final Spans spans;
    private final FlowCounts flows;
    private final int[] parent;
    private final int[][] candidates;
    /** Whose one candidate ids prove. */
    private final boolean[] proven;

    private final Family[] families;
    private final double[] scores;
    private final boolean[] changed;
    /** Those that had changed when the sweep began. */
    private final boolean[] due;

    /** Whose calls could as well be elsewhere, as the last sweep of sampling saw it. */
    private final boolean[] doubtful;

    /** The same numbers each time: one answer for one input. */
    private final SplittableRandom random = new SplittableRandom(SEED);

    private final Shares shares = new Shares();
    private final SharedMarks marks;
    private boolean sampling;
    private double heat;
    private final int[] counts;
    private final Family left = new Family(16);
    private final Family right = new Family(16);
    private final Family both = new Family(16);
    /** Of each call of {@link #both}: its number among those that could be either's, or whose it is. */
    private int[] free = new int[16];

    private int freeCount;
    /** Of every child, by candidate: how likely it was there instead, against where it is. */
    private final float[][] instead;
    /** Of every child: how likely it is among its candidates at all, as those that are not tried are not known of. */
    private final double[] reach;

    private @Nullable CallPattern[] patterns;
    private double[] alone;
    private int[] order;
    private long[] masks = new long[64];
    private int maskCount;

    Assignment(Spans spans, FlowCounts flows) {
        this.spans = spans;
        this.flows = flows;
        this.marks = new SharedMarks(spans);
        this.parent = new int[spans.size()];
        this.candidates = new int[spans.size()][];
        this.proven = new boolean[spans.size()];
        this.families = new Family[spans.size()];
        this.scores = new double[spans.size()];
        this.changed = new boolean[spans.size()];
        this.due = new boolean[spans.size()];
        this.doubtful = new boolean[spans.size()];
        this.counts = new int[spans.kinds()];
        this.instead = new float[spans.size()][];
        this.reach = new double[spans.size()];
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
        findCandidates();
        begin();
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
        for (int child = 0; child < parents.length; child++) {
            if (parents[child] != NONE) {
                add(parents[child], child);
            }
        }
        flows.count(families);
        for (int i = 0; i < families.length; i++) {
            if (families[i] != null) {
                scores[i] = score(families[i]);
            }
        }
    }

    int parent(int child) {
        return parent[child];
    }

    int[] candidates(int child) {
        return candidates[child];
    }

    /** How likely a child is among its candidates, in (0,1]. */
    double reach(int child) {
        return reach[child];
    }

    /** How much one sweep has to look at. */
    long places() {
        long places = 0;
        for (int[] each : candidates) {
            places += each.length;
        }
        return places;
    }

    Family family(int span) {
        return families[span];
    }

    float[] instead(int child) {
        return instead[child];
    }

    private void findCandidates() {
        int[] open = new int[16];
        int count = 0;
        int next = 0;
        long coarsest = spans.coarsest();
        for (int child = 0; child < spans.size(); child++) {
            // Spans are in the order of their starts; what starts in the same instant may have caused it too.
            while (next < spans.size() && spans.start(next) <= spans.start(child) + coarsest) {
                if (spans.mayCause(next)) {
                    if (count == open.length) {
                        open = Arrays.copyOf(open, 2 * count);
                    }
                    open[count++] = next;
                }
                next++;
            }
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (spans.end(open[i]) + coarsest >= spans.start(child)) {
                    open[kept++] = open[i];
                }
            }
            count = kept;
            int cause = spans.ids().proven(spans, child);
            proven[child] = cause != NONE;
            candidates[child] = proven[child]
                    ? new int[] {cause}
                    : spans.mayBeCaused(child) ? those(open, count, child) : new int[0];
            instead[child] = new float[candidates[child].length];
        }
    }

    private int[] those(int[] open, int count, int child) {
        int[] found = new int[Math.min(count, MAX_CANDIDATES)];
        int size = 0;
        for (int i = count - 1; i >= 0 && size < found.length; i--) {
            if (spans.mayContain(open[i], child) && !spans.ids().contradict(spans, open[i], child)) {
                found[size++] = open[i];
            }
        }
        int[] sorted = Arrays.copyOf(found, size);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Every call by itself to where it most likely belongs. */
    private void begin() {
        FirstGuess guess = new FirstGuess(spans, candidates);
        int[] first = guess.parents();
        for (int child = 0; child < first.length; child++) {
            if (candidates[child].length > MAX_TRIED) {
                candidates[child] = guess.likeliest(child, MAX_TRIED);
                instead[child] = new float[candidates[child].length];
                reach[child] = guess.share(child, candidates[child]);
            } else {
                reach[child] = 1;
            }
        }
        for (int child = 0; child < first.length; child++) {
            if (first[child] != NONE) {
                add(first[child], child);
            }
        }
    }

    private void add(int to, int child) {
        Family family = families[to];
        parent[child] = to;
        // Children are added in the order of their starts, except by single moves, which build the family anew.
        append(family, to, child);
    }

    private void append(Family family, int to, int child) {
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
        for (int i = 0; i < families.length; i++) {
            if (families[i] != null) {
                scores[i] = score(families[i]);
            }
        }
    }

    /** So that {@link #improve} leaves nothing out. */
    void changeAll() {
        Arrays.fill(changed, true);
    }

    private double score(Family family) {
        CallPattern pattern = patterns[family.kind];
        if (pattern == null) {
            throw new IllegalStateException("no pattern was learned of kind " + family.kind);
        }
        return pattern.logLikelihood(family, counts) + spans.ids().agreement(family) + marks.agreement(family);
    }

    /** Exchanges and moves until nothing becomes more likely. @return how often something did */
    int improve() {
        int all = 0;
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            int now = sweep();
            all += now;
            if (now == 0) {
                break;
            }
        }
        return all;
    }

    /**
     * One sweep of Gibbs sampling: every step is taken as often as it is likely (Geman and Geman, IEEE Trans. PAMI 6, 1984), by adding Gumbel
     * noise to the logarithms and taking the best. What was far from doubtful in the sweep before is left as it is.
     *
     * @param at one: as likely as learned; above: what is learned is trusted so much less
     */
    void sample(double at) {
        heat = at;
        sampling = true;
        for (int i = 0; i < changed.length; i++) {
            changed[i] |= doubtful[i];
        }
        Arrays.fill(doubtful, false);
        sweep();
        sampling = false;
    }

    /**
     * Begins sampling with what {@link #doubt} found doubtful.
     *
     * @return whether there is any
     */
    boolean beginSampling() {
        boolean any = false;
        Arrays.fill(changed, false);
        Arrays.fill(doubtful, false);
        for (int child = 0; child < instead.length; child++) {
            for (int c = 0; c < instead[child].length; c++) {
                if (instead[child][c] > LEAST_DOUBT) {
                    doubtful[candidates[child][c]] = true;
                    if (parent[child] != NONE) {
                        doubtful[parent[child]] = true;
                    }
                    any = true;
                }
            }
        }
        return any;
    }

    private double shake() {
        return sampling ? -heat * Math.log(-Math.log(random.nextDouble())) : 0;
    }

    /** Every family is taken as it is. */
    void trust() {
        for (Family family : families) {
            if (family != null) {
                Arrays.fill(family.sure, 1);
            }
        }
    }

    private int sweep() {
        System.arraycopy(changed, 0, due, 0, changed.length);
        Arrays.fill(changed, false);
        long[] pairs = pairs();
        int steps = 0;
        for (long pair : pairs) {
            steps += exchange((int) (pair >>> 32), (int) pair);
        }
        for (int child = 0; child < spans.size(); child++) {
            steps += move(child) ? 1 : 0;
        }
        return steps;
    }

    /** Requests between which something could be exchanged, where one of them has changed since it was last tried. */
    private long[] pairs() {
        long[] pairs = new long[64];
        int count = 0;
        for (int child = 0; child < spans.size(); child++) {
            int at = parent[child];
            for (int candidate : candidates[child]) {
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

    /** What of two requests is exchanged: calls of these kinds that begin at {@code from} or later. */
    private record Exchange(long kinds, long from) {}

    private int exchange(int a, int b) {
        if (isTooLarge(a) || isTooLarge(b)) {
            return 0;
        }
        findFree(a, b);
        if (freeCount <= SPLIT_UP_TO) {
            return split(a, b);
        }
        int steps = 0;
        for (int tries = 0; tries < (sampling ? 1 : 8); tries++) {
            Exchange best = null;
            double now = scores[a] + scores[b];
            double most = now + LEAST_GAIN + shake();
            findMasks(a, b);
            for (int m = 0; m < maskCount; m++) {
                double likely = swapped(a, b, masks[m], Long.MIN_VALUE);
                if (likely > now - DOUBTFUL) {
                    doubtful[a] = true;
                    doubtful[b] = true;
                }
                likely += shake();
                if (likely > most) {
                    most = likely;
                    best = new Exchange(masks[m], Long.MIN_VALUE);
                }
            }
            if (maskCount > 0 && (repeats(families[a]) || repeats(families[b]))) {
                for (Family family : List.of(families[a], families[b])) {
                    for (int i = 0; i < family.size; i += 1 + family.size / MAX_CUTS) {
                        double likely = swapped(a, b, -1L, family.starts[i]) + shake();
                        if (likely > most) {
                            most = likely;
                            best = new Exchange(-1L, family.starts[i]);
                        }
                    }
                }
            }
            if (best == null) {
                return steps;
            }
            swapped(a, b, best.kinds, best.from);
            take(a, left);
            take(b, right);
            steps++;
        }
        return steps;
    }

    /** The calls of both requests, in the order of their starts, and which of them could be either's. */
    private void findFree(int a, int b) {
        Family one = families[a];
        Family other = families[b];
        both.like(one);
        freeCount = 0;
        int i = 0;
        int j = 0;
        while (i < one.size || j < other.size) {
            boolean first = j == other.size || (i < one.size && one.precedes(i, other, j));
            int child = first ? one.children[i] : other.children[j];
            boolean either = fits(child, first ? b : a);
            if (both.size == free.length) {
                free = Arrays.copyOf(free, 2 * both.size);
            }
            free[both.size] = either ? freeCount++ : first ? ONLY_FIRST : ONLY_SECOND;
            both.append(first ? one : other, first ? i++ : j++);
        }
    }

    /** Every way to share out what could be either's: the likeliest, or, while sampling, each as often as it is likely. */
    private int split(int a, int b) {
        if (freeCount == 0) {
            return 0;
        }
        Shares.Ways ways = ways(a, b);
        int asIs = asIs(b);
        if (ways.doubts(asIs, DOUBTFUL)) {
            doubtful[a] = true;
            doubtful[b] = true;
        }
        int next = sampling ? ways.draw(random, heat) : ways.best(asIs, LEAST_GAIN);
        if (next == asIs) {
            return 0;
        }
        shared(a, b, next);
        take(a, left);
        take(b, right);
        return 1;
    }

    private Shares.Ways ways(int a, int b) {
        // What a flow gains depends on its other requests as well, which change.
        boolean byItself = flows.flow(a) == flows.flow(b);
        Shares.Ways known = byItself ? shares.of(a, b, both) : null;
        if (known != null) {
            return known;
        }
        double[] likely = new double[1 << freeCount];
        for (int split = 0; split < likely.length; split++) {
            likely[split] = shared(a, b, split);
        }
        Shares.Ways ways = new Shares.Ways(Arrays.copyOf(both.children, both.size), likely);
        if (byItself) {
            shares.remember(a, b, ways);
        }
        return ways;
    }

    private int asIs(int b) {
        int split = 0;
        for (int i = 0; i < both.size; i++) {
            if (free[i] >= 0 && parent[both.children[i]] == b) {
                split |= 1 << free[i];
            }
        }
        return split;
    }

    /** How likely each of the calls that could be either's is the other's: the share of all ways to share them out, as odds. */
    private void doubtSplits(int a, int b) {
        int asIs = asIs(b);
        Shares.Ways ways = ways(a, b);
        double now = ways.likely(asIs);
        double all = 1;
        double[] moved = new double[freeCount];
        for (int split = 0; split < ways.count(); split++) {
            if (split != asIs) {
                double likely = Math.exp(Math.min(0, ways.likely(split) - now));
                all += likely;
                for (int i = 0; i < freeCount; i++) {
                    moved[i] += ((split ^ asIs) >>> i & 1) != 0 ? likely : 0;
                }
            }
        }
        for (int i = 0; i < both.size; i++) {
            if (free[i] >= 0) {
                int child = both.children[i];
                int place = Arrays.binarySearch(candidates[child], parent[child] == a ? b : a);
                double odds = moved[free[i]] / Math.max(1e-9, all - moved[free[i]]);
                instead[child][place] = Math.max(instead[child][place], (float) Math.min(1, odds));
            }
        }
    }

    /** @param split bits of those that go to {@code b} */
    private double shared(int a, int b, int split) {
        left.like(families[a]);
        right.like(families[b]);
        for (int i = 0; i < both.size; i++) {
            boolean toB = free[i] == ONLY_SECOND || (free[i] >= 0 && (split >>> free[i] & 1) != 0);
            append(toB ? right : left, toB ? b : a, both.children[i]);
        }
        return score(left) + score(right) + changeOfFlows(a, b);
    }

    private void take(int span, Family from) {
        Family family = families[span];
        flows.changed(flows.flow(span), family, from);
        family.size = 0;
        for (int i = 0; i < from.size; i++) {
            family.append(from, i);
            parent[from.children[i]] = span;
        }
        scores[span] = score(family);
        changed[span] = true;
    }

    private static boolean repeats(Family family) {
        long seen = 0;
        for (int i = 0; i < family.size; i++) {
            long bit = 1L << family.kinds[i];
            if ((seen & bit) != 0) {
                return true;
            }
            seen |= bit;
        }
        return false;
    }

    /** Which kinds may be exchanged at once: all sets of a few, else those that follow one another. */
    private void findMasks(int a, int b) {
        maskCount = 0;
        long free = movable(families[a], b) | movable(families[b], a);
        int count = Long.bitCount(free);
        if (count == 0) {
            return;
        }
        int[] kinds = new int[count];
        int n = 0;
        for (int kind : order) {
            if ((free >>> kind & 1) != 0) {
                kinds[n++] = kind;
            }
        }
        if (n <= ALL_SUBSETS_UP_TO) {
            for (int subset = 1; subset < 1 << n; subset++) {
                long mask = 0;
                for (int i = 0; i < n; i++) {
                    mask |= (subset >>> i & 1) != 0 ? 1L << kinds[i] : 0;
                }
                mask(mask);
            }
            return;
        }
        for (int from = 0; from < n; from++) {
            long mask = 0;
            for (int to = from; to < Math.min(n, from + MAX_RUN); to++) {
                mask |= 1L << kinds[to];
                mask(mask);
            }
        }
    }

    private void mask(long mask) {
        if (maskCount == masks.length) {
            masks = Arrays.copyOf(masks, 2 * maskCount);
        }
        masks[maskCount++] = mask;
    }

    private long movable(Family family, int to) {
        long kinds = 0;
        for (int i = 0; i < family.size; i++) {
            if (fits(family.children[i], to)) {
                kinds |= 1L << family.kinds[i];
            }
        }
        return kinds;
    }

    private boolean fits(int child, int to) {
        return Arrays.binarySearch(candidates[child], to) >= 0;
    }

    /** Builds both as they would be into {@link #left} and {@link #right}; what does not fit stays. */
    private double swapped(int a, int b, long mask, long from) {
        merge(a, b, mask, from, left);
        merge(b, a, mask, from, right);
        return score(left) + score(right) + changeOfFlows(a, b);
    }

    /** Where both are of one flow, what goes from one to the other changes nothing for it. */
    private double changeOfFlows(int a, int b) {
        int one = flows.flow(a);
        int other = flows.flow(b);
        if (one == other) {
            return 0;
        }
        return flows.change(one, families[a], left) + flows.change(other, families[b], right);
    }

    private void merge(int me, int them, long mask, long from, Family into) {
        Family own = families[me];
        Family other = families[them];
        into.like(own);
        int i = 0;
        int j = 0;
        while (i < own.size || j < other.size) {
            if (i < own.size && goes(own, i, them, mask, from)) {
                i++;
            } else if (j < other.size && !goes(other, j, me, mask, from)) {
                j++;
            } else if (j == other.size || (i < own.size && own.precedes(i, other, j))) {
                into.append(own, i++);
            } else {
                append(into, me, other.children[j++]);
            }
        }
    }

    private boolean goes(Family family, int i, int to, long mask, long from) {
        return (mask >>> family.kinds[i] & 1) != 0 && family.starts[i] >= from && fits(family.children[i], to);
    }

    /** Whether nothing was tried with a child, since its parent has too many. */
    boolean isOnlyGuessed(int child) {
        return isTooLarge(parent[child]);
    }

    private boolean isTooLarge(int request) {
        return request != NONE && families[request].size > MAX_FAMILY;
    }

    private boolean move(int child) {
        int at = parent[child];
        if (candidates[child].length == 0 || isTooLarge(at) || !anyDue(child)) {
            return false;
        }
        double here = alone[spans.kind(child)];
        if (at != NONE) {
            without(families[at], child, left);
            here = scores[at] - score(left) - flows.change(flows.flow(at), families[at], left);
        }
        int best = at;
        double most = here + LEAST_GAIN + shake();
        double none = proven[child] ? Double.NEGATIVE_INFINITY : alone[spans.kind(child)] + shake();
        if (at != NONE && none > most) {
            best = NONE;
            most = none;
        }
        for (int candidate : candidates[child]) {
            if (candidate != at && !isTooLarge(candidate)) {
                with(candidate, child, right);
                double there = there(at, candidate);
                if (there > here - DOUBTFUL) {
                    doubtful[candidate] = true;
                    if (at != NONE) {
                        doubtful[at] = true;
                    }
                }
                there += shake();
                if (there > most) {
                    best = candidate;
                    most = there;
                }
            }
        }
        if (best == at) {
            return false;
        }
        if (best != NONE) {
            with(best, child, right);
            take(best, right);
        } else {
            parent[child] = NONE;
        }
        if (at != NONE) {
            int now = parent[child];
            without(families[at], child, left);
            take(at, left);
            parent[child] = now;
        }
        return true;
    }

    /** What a call that is now at {@code at} adds to {@code candidate}, with {@link #right} as that would be. */
    private double there(int at, int candidate) {
        int flow = flows.flow(candidate);
        double gain = score(right) - scores[candidate];
        if (at != NONE && flow == flows.flow(at)) {
            // It stays within its flow: what the flow loses by the one it gains by the other.
            return gain - flows.change(flow, families[at], left);
        }
        return gain + flows.change(flow, families[candidate], right);
    }

    private boolean anyDue(int child) {
        for (int candidate : candidates[child]) {
            if (due[candidate] || changed[candidate]) {
                return true;
            }
        }
        return false;
    }

    private static void without(Family family, int child, Family into) {
        into.like(family);
        for (int i = 0; i < family.size; i++) {
            if (family.children[i] != child) {
                into.append(family, i);
            }
        }
    }

    private void with(int parentToBe, int child, Family into) {
        Family family = families[parentToBe];
        into.like(family);
        boolean placed = false;
        for (int i = 0; i < family.size; i++) {
            if (!placed
                    && (spans.start(child) < family.starts[i]
                            || (spans.start(child) == family.starts[i] && child < family.children[i]))) {
                append(into, parentToBe, child);
                placed = true;
            }
            into.append(family, i);
        }
        if (!placed) {
            append(into, parentToBe, child);
        }
    }

    /** Compares every call's place with the best that all could be if it were elsewhere, and notes how sure each is. */
    void doubt() {
        Arrays.fill(due, true);
        for (float[] each : instead) {
            Arrays.fill(each, 0);
        }
        for (long pair : pairs()) {
            int a = (int) (pair >>> 32);
            int b = (int) pair;
            if (isTooLarge(a) || isTooLarge(b)) {
                continue;
            }
            findFree(a, b);
            if (freeCount <= SPLIT_UP_TO) {
                doubtSplits(a, b);
                continue;
            }
            double now = scores[a] + scores[b];
            findMasks(a, b);
            for (int m = 0; m < maskCount; m++) {
                float likely = (float) Math.exp(Math.min(0, swapped(a, b, masks[m], Long.MIN_VALUE) - now));
                note(families[a], b, masks[m], likely);
                note(families[b], a, masks[m], likely);
            }
        }
        for (int child = 0; child < spans.size(); child++) {
            doubtPlace(child);
        }
        for (Family family : families) {
            for (int i = 0; family != null && i < family.size; i++) {
                family.sure[i] = sure(family.children[i]);
            }
        }
    }

    private void doubtPlace(int child) {
        int at = parent[child];
        if (isTooLarge(at)) {
            return;
        }
        double here = alone[spans.kind(child)];
        if (at != NONE) {
            without(families[at], child, left);
            here = scores[at] - score(left) - flows.change(flows.flow(at), families[at], left);
        }
        for (int c = 0; c < candidates[child].length; c++) {
            int candidate = candidates[child][c];
            if (candidate != at && !isTooLarge(candidate)) {
                with(candidate, child, right);
                double there = there(at, candidate);
                instead[child][c] = Math.max(instead[child][c], (float) Math.exp(Math.min(0, there - here)));
            }
        }
    }

    private void note(Family family, int to, long mask, float likely) {
        for (int i = 0; i < family.size; i++) {
            if ((mask >>> family.kinds[i] & 1) != 0) {
                int child = family.children[i];
                int place = Arrays.binarySearch(candidates[child], to);
                if (place >= 0) {
                    instead[child][place] = Math.max(instead[child][place], likely);
                }
            }
        }
    }

    /** In (0,1]. */
    float sure(int child) {
        if (isOnlyGuessed(child)) {
            return 1f / candidates[child].length;
        }
        double elsewhere = 0;
        for (float likely : instead[child]) {
            elsewhere += likely;
        }
        int at = parent[child];
        if (at != NONE) {
            without(families[at], child, left);
            double here = scores[at] - score(left) - flows.change(flows.flow(at), families[at], left);
            elsewhere += proven[child] ? 0 : Math.exp(Math.min(0, alone[spans.kind(child)] - here));
        }
        return (float) (1 / (1 + elsewhere));
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
        return java.util.stream.IntStream.range(0, spans.kinds())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        kind -> count[kind] == 0 ? Double.MAX_VALUE : sum[kind] / count[kind]))
                .mapToInt(kind -> kind)
                .toArray();
    }
}
