package io.throughline.core.infer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often a flow makes calls of a kind at an instance that it reaches by several requests. Each request alone may call or not, as it seems
 * by chance; together they may always call once, when the last of them comes.
 *
 * <p>What the requests' own counts say of it by themselves is taken out, so that only what the flow adds counts: the likelihood of
 * so many calls together, against that of as many by chance.
 */
final class FlowCounts {
    private final int kinds;
    private final int[] flowOf;
    private final int[][] members;
    private final int[][] calls;
    private double[][][] gain = {};

    /**
     * @param flowOf the flow of each span, {@link Assignment#NONE} where it is not known or has but one request here
     * @param flows how many flows there are
     */
    FlowCounts(int kinds, int[] flowOf, int flows) {
        this.kinds = kinds;
        this.flowOf = flowOf;
        this.members = new int[flows][0];
        this.calls = new int[flows][kinds];
        for (int span = 0; span < flowOf.length; span++) {
            int flow = flowOf[span];
            if (flow != Assignment.NONE) {
                members[flow] = Arrays.copyOf(members[flow], members[flow].length + 1);
                members[flow][members[flow].length - 1] = span;
            }
        }
    }

    /** Counts anew. */
    void count(Family[] families) {
        for (int flow = 0; flow < members.length; flow++) {
            Arrays.fill(calls[flow], 0);
            for (int span : members[flow]) {
                count(calls[flow], families[span], 1);
            }
        }
    }

    int flow(int span) {
        return flowOf[span];
    }

    int[] members(int flow) {
        return members[flow];
    }

    int flows() {
        return members.length;
    }

    /** Counts anew, and learns how many calls flows make. */
    void learn(Family[] families, @Nullable CallPattern[] patterns) {
        Map<List<Integer>, double[][]> bySorts = new HashMap<>();
        Map<List<Integer>, List<Integer>> flowsBySorts = new HashMap<>();
        for (int flow = 0; flow < members.length; flow++) {
            Arrays.fill(calls[flow], 0);
            List<Integer> sorts = new ArrayList<>();
            for (int span : members[flow]) {
                Family family = families[span];
                sorts.add(family.kind);
                for (int i = 0; i < family.size; i++) {
                    calls[flow][family.kinds[i]]++;
                }
            }
            sorts.sort(null);
            flowsBySorts.computeIfAbsent(sorts, any -> new ArrayList<>()).add(flow);
        }
        gain = new double[members.length][][];
        flowsBySorts.forEach((sorts, flows) -> {
            double[][] gains = bySorts.computeIfAbsent(sorts, any -> gains(sorts, flows, patterns));
            flows.forEach(flow -> gain[flow] = gains);
        });
    }

    private double[][] gains(List<Integer> sorts, List<Integer> flows, @Nullable CallPattern[] patterns) {
        double[][] gains = new double[kinds][];
        for (int kind = 0; kind < kinds; kind++) {
            double[] together = new double[CallPattern.MOST + 1];
            double prior = 0.5;
            for (int count = 0; count <= CallPattern.MOST; count++) {
                together[count] = prior;
                prior /= 2;
            }
            for (int flow : flows) {
                together[Math.min(calls[flow][kind], CallPattern.MOST)]++;
            }
            double[] byChance = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
            boolean any = false;
            for (int sort : sorts) {
                CallPattern pattern = patterns[sort];
                double[] one = pattern == null ? null : pattern.counts(kind);
                if (one != null) {
                    byChance = sum(byChance, one);
                    any = true;
                }
            }
            gains[kind] = new double[CallPattern.MOST + 1];
            for (int count = 0; any && count <= CallPattern.MOST; count++) {
                gains[kind][count] = Math.log(together[count] / (flows.size() + 1)) - Math.log(byChance[count] + 1e-12);
            }
        }
        return gains;
    }

    private static double[] sum(double[] a, double[] logsOfOther) {
        double[] sum = new double[CallPattern.MOST + 1];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < logsOfOther.length; j++) {
                sum[Math.min(i + j, CallPattern.MOST)] += a[i] * Math.exp(logsOfOther[j]);
            }
        }
        return sum;
    }

    /** What a flow's likelihood changes by, when {@code before} of its families becomes {@code after}. */
    double change(int flow, Family before, Family after) {
        if (flow == Assignment.NONE || gain.length == 0) {
            return 0;
        }
        int[] now = calls[flow];
        double change = -value(flow);
        count(now, before, -1);
        count(now, after, 1);
        change += value(flow);
        count(now, after, -1);
        count(now, before, 1);
        return change;
    }

    void changed(int flow, Family before, Family after) {
        if (flow != Assignment.NONE) {
            count(calls[flow], before, -1);
            count(calls[flow], after, 1);
        }
    }

    private double value(int flow) {
        double sum = 0;
        for (int kind = 0; kind < kinds; kind++) {
            sum += gain[flow][kind][Math.min(calls[flow][kind], CallPattern.MOST)];
        }
        return sum;
    }

    private static void count(int[] calls, Family family, int by) {
        for (int i = 0; i < family.size; i++) {
            calls[family.kinds[i]] += by;
        }
    }
}
