package io.throughline.api.alerts;

import io.throughline.core.store.AlertStore;
import java.util.List;

/**
 * How many alerts each rule raised as JSON has it, that of the rule with the most first.
 *
 * @param complete false: there are more rules than are counted
 */
record RuleCountsAnswer(List<Item> items, boolean complete) {
    /**
     * One rule.
     *
     * @param suppressed of these, those of which nobody is to be told
     */
    record Item(String rule, int ruleVersion, long alerts, long suppressed, String last) {
        static Item of(AlertStore.RuleCount count) {
            return new Item(
                    count.rule(),
                    count.ruleVersion(),
                    count.alerts(),
                    count.suppressed(),
                    count.last().toString());
        }
    }

    static RuleCountsAnswer of(List<AlertStore.RuleCount> counts) {
        return new RuleCountsAnswer(counts.stream().map(Item::of).toList(), counts.size() < AlertStore.MAX_RULES);
    }
}
