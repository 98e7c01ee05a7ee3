package io.throughline.core.infer;

import io.throughline.core.infer.GapDensity.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Learns a {@link CallPattern} from families of one kind. What each call waits for is chosen by how well it foretells: the cost of telling
 * all gaps is compared, each by all the others, with a charge for every distribution that has to be told first (Rissanen, "Modeling
 * by shortest data description", Automatica 14, 1978).
 */
final class PatternLearner {
    /** About what a distribution of a few bumps takes, in nats. */
    private static final double COST_OF_A_DISTRIBUTION = 3;

    /** A family whose members are in doubt tells little, but not nothing: at the beginning all are in doubt. */
    private static final float LEAST_WEIGHT = 0.02f;

    /** A call is asked whether others wait for it where it precedes them in this share of their families. */
    private static final double SHARE_BEFORE = 0.2;

    /** The share of what is known that the next sample leaves: about the last seven count. */
    private static final double MEMORY = 0.85;

    private static final double PRIOR_BEYOND = 0.01;

    private final int kinds;
    private final Choice[][] choices;

    /** @param kinds numbers of kinds are below it */
    PatternLearner(int kinds) {
        this.kinds = kinds;
        this.choices = new Choice[kinds][kinds + 1];
    }

    /**
     * What was chosen for a rule.
     *
     * @param of the kind that the reference names, where it names one
     * @param samples by what the gaps are from
     */
    private record Choice(Reference reference, int of, Sample[] samples) {}

    /** What the gaps of several rules have in common. */
    private record Place(int kind, Reference reference, int of, int from) {}

    /**
     * Learns anew, forgetting what was learned before.
     *
     * @param families by the kind of their parents
     * @param possible which kinds of calls requests of each kind may make
     * @return by kind; null where there is no family
     */
    @Nullable
    CallPattern[] learn(List<List<Family>> families, boolean[][] possible) {
        for (int parent = 0; parent < kinds; parent++) {
            for (int kind = 0; kind <= kinds && !families.get(parent).isEmpty(); kind++) {
                if (kind == kinds || possible[parent][kind]) {
                    choices[parent][kind] = choose(families.get(parent), kind);
                }
            }
        }
        return patterns(families);
    }

    /**
     * Goes on learning from another sample of what may have been: the references remain, and what was seen before counts with it, the less
     * the longer ago.
     *
     * @param families by the kind of their parents, as many as before
     */
    @Nullable
    CallPattern[] learnMore(List<List<Family>> families) {
        for (int parent = 0; parent < kinds; parent++) {
            for (int kind = 0; kind <= kinds; kind++) {
                Choice before = choices[parent][kind];
                if (before != null) {
                    Sample[] samples = samples(families.get(parent), kind, before.reference, before.of);
                    for (int from = 0; from < samples.length; from++) {
                        samples[from] = Sample.mixed(before.samples[from], samples[from], MEMORY);
                    }
                    choices[parent][kind] = new Choice(before.reference, before.of, samples);
                }
            }
        }
        return patterns(families);
    }

    private @Nullable CallPattern[] patterns(List<List<Family>> families) {
        Map<Place, GapDensity> shared = shared();
        @Nullable CallPattern[] patterns = new CallPattern[kinds];
        for (int parent = 0; parent < kinds; parent++) {
            if (!families.get(parent).isEmpty()) {
                CallPattern.@Nullable Rule[] rules = new CallPattern.Rule[kinds];
                for (int kind = 0; kind < kinds; kind++) {
                    rules[kind] = choices[parent][kind] == null
                            ? null
                            : rule(choices[parent][kind], kind, families.get(parent), shared);
                }
                patterns[parent] =
                        new CallPattern(rules, rule(choices[parent][kinds], kinds, families.get(parent), shared));
            }
        }
        return patterns;
    }

    /** Where gaps of several kinds of requests are as well told by one distribution as by many, which then each know little. */
    private Map<Place, GapDensity> shared() {
        Map<Place, List<Sample>> samples = new LinkedHashMap<>();
        for (Choice[] ofParent : choices) {
            for (int kind = 0; kind <= kinds; kind++) {
                Choice choice = ofParent[kind];
                for (int from = 0; choice != null && from < choice.samples.length; from++) {
                    if (choice.samples[from] != null) {
                        samples.computeIfAbsent(
                                        new Place(kind, choice.reference, choice.of, from), any -> new ArrayList<>())
                                .add(choice.samples[from]);
                    }
                }
            }
        }
        Map<Place, GapDensity> shared = new HashMap<>();
        samples.forEach((place, alike) -> {
            if (alike.size() > 1) {
                Sample all = new Sample();
                double apart = 0;
                for (Sample sample : alike) {
                    all.add(sample);
                    apart += GapDensity.cost(sample) + COST_OF_A_DISTRIBUTION;
                }
                if (GapDensity.cost(all) + COST_OF_A_DISTRIBUTION < apart) {
                    shared.put(place, GapDensity.of(all));
                }
            }
        });
        return shared;
    }

    private CallPattern.Rule rule(Choice choice, int kind, List<Family> families, Map<Place, GapDensity> shared) {
        @Nullable GapDensity[] gaps = new GapDensity[kinds + 2];
        for (int from = 0; from < gaps.length; from++) {
            if (choice.samples[from] != null) {
                GapDensity common = shared.get(new Place(kind, choice.reference, choice.of, from));
                gaps[from] = common == null ? GapDensity.of(choice.samples[from]) : common;
            }
        }
        return kind == kinds
                ? new CallPattern.Rule(choice.reference, choice.of, gaps, new double[0], 0, 0)
                : new CallPattern.Rule(
                        choice.reference,
                        choice.of,
                        gaps,
                        counts(families, kind),
                        within(families, kind, false),
                        within(families, kind, true));
    }

    /** The best reference for a kind of call, or, for the number behind the last kind, for the end. */
    private Choice choose(List<Family> families, int kind) {
        Choice best = new Choice(Reference.START, 0, samples(families, kind, Reference.START, 0));
        double leastCost = cost(best.samples);
        boolean[] before = before(families, kind);
        for (Reference next : Reference.values()) {
            int kindsToTry = next == Reference.END_OF_KIND ? kinds : 1;
            for (int j = 0; j < kindsToTry && next != Reference.START; j++) {
                if (next != Reference.END_OF_KIND || before[j]) {
                    Choice choice = new Choice(next, j, samples(families, kind, next, j));
                    double cost = cost(choice.samples);
                    if (cost < leastCost) {
                        leastCost = cost;
                        best = choice;
                    }
                }
            }
        }
        return best;
    }

    private static double cost(Sample[] samples) {
        double cost = 0;
        for (Sample sample : samples) {
            if (sample != null) {
                cost += GapDensity.cost(sample) + COST_OF_A_DISTRIBUTION;
            }
        }
        return cost;
    }

    private Sample[] samples(List<Family> families, int kind, Reference reference, int of) {
        Sample[] samples = new Sample[kinds + 2];
        for (Family family : families) {
            float least = least(family);
            int last = kind == kinds ? family.size : family.size - 1;
            for (int i = kind == kinds ? family.size : 0; i <= last; i++) {
                if (i == family.size || family.kinds[i] == kind) {
                    int found = reference.find(family, of, i);
                    int from = CallPattern.Rule.from(family, found);
                    Sample sample = samples[from];
                    if (sample == null) {
                        sample = new Sample();
                        samples[from] = sample;
                    }
                    long at = i < family.size ? family.starts[i] : family.end;
                    float weight = from <= 1 && i < family.size ? family.sure[i] : least;
                    sample.add(at - reference.time(family, found, i), Math.max(LEAST_WEIGHT, weight));
                }
            }
        }
        return samples;
    }

    private static float least(Family family) {
        float least = 1;
        for (int i = 0; i < family.size; i++) {
            least = Math.min(least, family.sure[i]);
        }
        return least;
    }

    private boolean[] before(List<Family> families, int kind) {
        int[] earlier = new int[kinds];
        int all = 0;
        boolean[] ended = new boolean[kinds];
        for (Family family : families) {
            Arrays.fill(ended, false);
            boolean has = kind == kinds;
            for (int i = 0; i < family.size && !(has && kind < kinds); i++) {
                if (family.kinds[i] == kind) {
                    has = true;
                } else {
                    ended[family.kinds[i]] = true;
                }
            }
            if (has) {
                all++;
                for (int j = 0; j < kinds; j++) {
                    earlier[j] += ended[j] ? 1 : 0;
                }
            }
        }
        boolean[] before = new boolean[kinds];
        for (int j = 0; j < kinds; j++) {
            before[j] = earlier[j] > 0 && earlier[j] >= SHARE_BEFORE * all;
        }
        return before;
    }

    private static double[] counts(List<Family> families, int kind) {
        double[] seen = new double[CallPattern.MOST + 1];
        for (Family family : families) {
            int count = 0;
            for (int i = 0; i < family.size; i++) {
                count += family.kinds[i] == kind ? 1 : 0;
            }
            seen[Math.min(count, CallPattern.MOST)]++;
        }
        double prior = 0.5;
        for (int count = 0; count <= CallPattern.MOST; count++) {
            seen[count] = Math.log((seen[count] + prior) / (families.size() + 1));
            prior /= 2;
        }
        return seen;
    }

    private static double within(List<Family> families, int kind, boolean beyond) {
        double all = 1;
        double late = PRIOR_BEYOND;
        for (Family family : families) {
            for (int i = 0; i < family.size; i++) {
                if (family.kinds[i] == kind) {
                    all++;
                    late += family.outlives[i] ? 1 : 0;
                }
            }
        }
        return Math.log((beyond ? late : all - late) / all);
    }
}
