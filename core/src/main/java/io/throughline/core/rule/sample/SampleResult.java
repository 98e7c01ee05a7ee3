package io.throughline.core.rule.sample;

import io.throughline.core.rule.Position;
import org.jspecify.annotations.Nullable;

/**
 * What came of one sample.
 *
 * @param at where the sample stands
 * @param rule the rule's title
 * @param wanted whether the rule must match
 * @param problem null where it did as it must
 */
public record SampleResult(
        Position at, String rule, boolean wanted, @Nullable String problem) {
    public boolean passed() {
        return problem == null;
    }

    /** {@code rules/shell.yml:20:7: 'Web shell' does not match} */
    @Override
    public String toString() {
        return at + ": '" + rule + "' " + (problem == null ? (wanted ? "matches" : "ignores") : problem);
    }
}
