package io.throughline.core.infer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What records tell of their causes besides times: the id in a path, or the name of who asks, that a request and a call have in common.
 *
 * <p>How much that tells is learned for each kind of request with each kind of call: how often the two share such marks when one causes the
 * other, against how often when it only could have (the ratio of likelihoods of Fellegi and Sunter, "A Theory for Record Linkage", JASA 64,
 * 1969). A mark that all requests bear tells nothing, by the same measure.
 */
final class SharedMarks {
    /** Sharing none, one, or more. */
    private static final int GRADES = 3;

    private static final double PRIOR = 0.5;

    private final int kinds;
    private final int[][] marks;
    private final boolean any;

    /** In nats, by kinds of request and call, and how much they share. */
    private final double[][] weights;

    SharedMarks(Spans spans) {
        Map<String, Integer> numbers = new HashMap<>();
        kinds = spans.kinds();
        marks = new int[spans.size()][];
        boolean found = false;
        for (int i = 0; i < marks.length; i++) {
            marks[i] = spans.get(i).marks().stream()
                    .mapToInt(mark -> numbers.computeIfAbsent(mark, next -> numbers.size()))
                    .sorted()
                    .toArray();
            found |= marks[i].length > 0;
        }
        any = found;
        weights = new double[any ? kinds * kinds : 0][];
    }

    /** From where calls are now, against where else they could be. */
    void learn(Spans spans, Assignment assignment) {
        if (!any) {
            return;
        }
        double[][] here = new double[weights.length][];
        double[][] elsewhere = new double[weights.length][];
        for (int child = 0; child < marks.length; child++) {
            for (int candidate : assignment.causes().of(child)) {
                if (marks[child].length > 0 && marks[candidate].length > 0) {
                    int pair = spans.kind(candidate) * kinds + spans.kind(child);
                    double[][] counts = assignment.parent(child) == candidate ? here : elsewhere;
                    if (counts[pair] == null) {
                        counts[pair] = new double[GRADES];
                    }
                    counts[pair][grade(marks[candidate], marks[child])]++;
                }
            }
        }
        for (int pair = 0; pair < weights.length; pair++) {
            weights[pair] = here[pair] == null || elsewhere[pair] == null ? null : weights(here[pair], elsewhere[pair]);
        }
    }

    private static double[] weights(double[] here, double[] elsewhere) {
        double allHere = Arrays.stream(here).sum() + GRADES * PRIOR;
        double allElsewhere = Arrays.stream(elsewhere).sum() + GRADES * PRIOR;
        double[] weights = new double[GRADES];
        for (int grade = 0; grade < GRADES; grade++) {
            weights[grade] = Math.log((here[grade] + PRIOR) / allHere / ((elsewhere[grade] + PRIOR) / allElsewhere));
        }
        return weights;
    }

    /** Both sorted. */
    private static int grade(int[] a, int[] b) {
        int shared = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length && shared < GRADES - 1; ) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared;
    }

    /** What marks add to how likely a family is, in nats. */
    double agreement(Family family) {
        if (!any || family.parent == Assignment.NONE || marks[family.parent].length == 0) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < family.size; i++) {
            double[] weight = weights[family.kind * kinds + family.kinds[i]];
            int[] ofChild = marks[family.children[i]];
            if (weight != null && ofChild.length > 0) {
                sum += weight[grade(marks[family.parent], ofChild)];
            }
        }
        return sum;
    }
}
