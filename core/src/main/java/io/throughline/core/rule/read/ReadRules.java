package io.throughline.core.rule.read;

import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleProblem;
import java.util.List;

/**
 * What one file says, before it is held against others.
 *
 * @param problems why documents of it cannot be used
 * @param warnings what was taken and deserves a look
 */
public record ReadRules(List<Rule> rules, List<RuleProblem> problems, List<RuleProblem> warnings) {
    public ReadRules {
        rules = List.copyOf(rules);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
