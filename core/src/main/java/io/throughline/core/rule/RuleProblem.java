package io.throughline.core.rule;

/** Why a rule cannot be used, or what about it deserves a look, for the person who wrote it. */
public record RuleProblem(Position at, String reason) {
    /** {@code rules/shell.yml:12:9: no modifier 'contain' (did you mean contains?)} */
    @Override
    public String toString() {
        return at + ": " + reason;
    }
}
