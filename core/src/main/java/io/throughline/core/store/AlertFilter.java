package io.throughline.core.store;

import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for.
 *
 * @param rule only this rule's; null for all
 * @param group only those of the cause that this alert is the first of; null for all
 * @param firsts only the first of each cause
 * @param minRisk only those of at least this risk; 0 for all, also those that are not scored
 * @param suppressed also those of which nobody is to be told
 */
public record AlertFilter(
        @Nullable String rule, @Nullable String group, boolean firsts, int minRisk, boolean suppressed) {
    /** Everything. */
    public static final AlertFilter ALL = new AlertFilter(null, null, false, 0, true);

    public static AlertFilter ofRule(@Nullable String rule) {
        return new AlertFilter(rule, null, false, 0, true);
    }
}
