package io.throughline.core.rule.match;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which fields made a rule match: those of the tests that hold, in the order of the rule, but for those behind a not, as what is missing has
 * no value to show. Where any of several parts is enough, the parts that hold.
 */
final class Reasons {
    /** More are not named: a person reads them. */
    static final int MAX_FIELDS = 8;

    private final RuleSet rules;
    private final MatchRun run;
    private final Set<String> fields = new LinkedHashSet<>();

    Reasons(RuleSet rules, MatchRun run) {
        this.rules = rules;
        this.run = run;
    }

    /** @param holds a rule that holds */
    Set<String> of(Node holds) {
        collect(holds);
        return fields;
    }

    private void collect(Node holds) {
        switch (holds) {
            case Node.All all -> collectHeld(all.parts());
            case Node.Any any -> collectHeld(any.parts());
            case Node.AtLeast some -> collectHeld(some.parts());
            case Node.Not not -> {}
            case Node.Test test -> fields.add(rules.fieldOf(test.test()));
        }
    }

    private void collectHeld(Node[] parts) {
        for (Node part : parts) {
            if (fields.size() >= MAX_FIELDS) {
                return;
            }
            if (part.holds(run)) {
                collect(part);
            }
        }
    }
}
