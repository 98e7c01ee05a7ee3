package io.throughline.core.rule.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What alerts would come and go if other rules were in force.
 *
 * @param gained those that only the candidate would raise
 * @param lost those that only the rules in force raise
 * @param same how many both raise
 * @param limited whether one side has more than is kept, so that what is gained or lost is not all
 */
public record RuleDiff(List<ExpectedAlert> gained, List<ExpectedAlert> lost, int same, boolean limited) {
    public RuleDiff {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
    }

    /** Of two runs over the same records. */
    public static RuleDiff of(RuleRun inForce, RuleRun candidate) {
        Map<RuleRun.Key, ExpectedAlert> before = inForce.found();
        Map<RuleRun.Key, ExpectedAlert> after = candidate.found();
        List<ExpectedAlert> gained = only(after, before);
        return new RuleDiff(
                gained,
                only(before, after),
                after.size() - gained.size(),
                inForce.isLimited() || candidate.isLimited());
    }

    private static List<ExpectedAlert> only(
            Map<RuleRun.Key, ExpectedAlert> here, Map<RuleRun.Key, ExpectedAlert> there) {
        List<ExpectedAlert> only = new ArrayList<>();
        here.forEach((key, alert) -> {
            if (!there.containsKey(key)) {
                only.add(alert);
            }
        });
        return only;
    }
}
