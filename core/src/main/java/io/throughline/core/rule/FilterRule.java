package io.throughline.core.rule;

import java.util.List;

/**
 * What is excluded from the matches of other rules.
 *
 * @param rules ids or names; empty: every rule of the logsource
 */
public record FilterRule(RuleHead head, Logsource logsource, List<String> rules, Expression expression)
        implements Rule {
    public FilterRule {
        rules = List.copyOf(rules);
    }
}
