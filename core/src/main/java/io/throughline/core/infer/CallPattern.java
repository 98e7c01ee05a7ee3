package io.throughline.core.infer;

import org.jspecify.annotations.Nullable;

/**
 * How requests of one kind call: which calls they make and how often, what each call waits for and how long after that it begins,
 * how long after its calls the request ends.
 */
final class CallPattern {
    /** Requests with as many calls of a kind or more are counted together. */
    static final int MOST = 9;

    /** What was never seen together: about the likelihood of a gap that was never seen, and far below any that was. */
    private static final double NEVER = -40;

    private final @Nullable Rule[] rules;
    private final Rule end;

    /**
     * Of one kind of call, or of the end.
     *
     * @param kind of the call that {@code reference} names, where it names one
     * @param gaps by what the gap is from, see {@link #from}
     * @param counts logarithms of how likely so many calls of the kind are; empty for the end
     * @param within logarithm of how likely such a call ends before its request
     * @param beyond logarithm of how likely it outlives it
     */
    record Rule(
            Reference reference, int kind, @Nullable GapDensity[] gaps, double[] counts, double within, double beyond) {
        /** The place in {@link #gaps}. */
        static int from(Family family, int found) {
            return switch (found) {
                case Reference.REQUEST -> 0;
                case Reference.PEER -> 1;
                default -> family.kinds[found] + 2;
            };
        }

        double gap(Family family, int i) {
            int found = reference.find(family, kind, i);
            GapDensity density = gaps[from(family, found)];
            long at = i < family.size ? family.starts[i] : family.end;
            return density == null ? NEVER : density.log(at - reference.time(family, found, i));
        }
    }

    CallPattern(@Nullable Rule[] rules, Rule end) {
        this.rules = rules;
        this.end = end;
    }

    /** Logarithms of how likely so many calls of a kind are; null where there never are any. */
    double @Nullable [] counts(int kind) {
        Rule rule = rules[kind];
        return rule == null ? null : rule.counts;
    }

    /**
     * The logarithm of how likely a request of this kind has just these calls at these times.
     *
     * @param counts all zero, by kind; so it is left
     */
    double logLikelihood(Family family, int[] counts) {
        double sum = end.gap(family, family.size);
        for (int i = 0; i < family.size; i++) {
            Rule rule = rules[family.kinds[i]];
            if (rule == null) {
                sum += NEVER;
            } else {
                counts[family.kinds[i]]++;
                sum += rule.gap(family, i) + (family.outlives[i] ? rule.beyond : rule.within);
            }
        }
        for (int kind = 0; kind < rules.length; kind++) {
            Rule rule = rules[kind];
            if (rule != null) {
                sum += rule.counts[Math.min(counts[kind], MOST)];
                counts[kind] = 0;
            }
        }
        return sum;
    }
}
