package io.throughline.core.rule;

import java.util.List;
import java.util.stream.Collectors;

/** A rule cannot be used; the others of its collection can. */
public final class InvalidRuleException extends RuntimeException {
    private final transient List<RuleProblem> problems;

    /** @param problems all that is wrong with the rule */
    public InvalidRuleException(List<RuleProblem> problems) {
        super(problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public InvalidRuleException(Position at, String reason) {
        this(List.of(new RuleProblem(at, reason)));
    }

    public List<RuleProblem> problems() {
        return problems;
    }
}
