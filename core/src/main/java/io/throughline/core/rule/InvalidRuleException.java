package io.throughline.core.rule;

/** A rule cannot be used; the others of its collection can. */
public final class InvalidRuleException extends RuntimeException {
    private final transient RuleProblem problem;

    public InvalidRuleException(RuleProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public InvalidRuleException(Position at, String reason) {
        this(new RuleProblem(at, reason));
    }

    public RuleProblem problem() {
        return problem;
    }
}
