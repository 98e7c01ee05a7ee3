package io.throughline.core.rule.read;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.Glob;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Position;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code field|every: values}: each value of the field is one of these. Sigma's own tests pass where one value does, so that a pod
 * with one image of the list and one of another would be within it.
 */
final class EveryReader {
    private static final Set<Modifier> BESIDE = EnumSet.of(
            Modifier.EVERY,
            Modifier.STARTSWITH,
            Modifier.ENDSWITH,
            Modifier.CONTAINS,
            Modifier.CASED,
            Modifier.NEQ,
            Modifier.EXPAND);

    private EveryReader() {}

    static void agree(Position at, Set<Modifier> modifiers) {
        for (Modifier modifier : modifiers) {
            if (modifiers.contains(Modifier.EVERY) && !BESIDE.contains(modifier)) {
                throw new InvalidRuleException(at, "every cannot be used with " + modifier.word());
            }
        }
    }

    /** No values, as a placeholder may have none, allow nothing. */
    static Check read(Values values, List<Modifier> modifiers) {
        List<Glob> allowed = new ArrayList<>();
        for (Values.Value written : values.all()) {
            if (allowed.size() == RuleLimits.EVERY_VALUES) {
                throw new InvalidRuleException(
                        written.at(), "every takes at most " + RuleLimits.EVERY_VALUES + " values");
            }
            Values.texts("every", written);
            Values one = new Values(List.of(written), false).resolve();
            for (Modifier modifier : modifiers) {
                one = TestReader.apply(one, modifier);
            }
            allowed.add(TestReader.glob(one.all().getFirst()));
        }
        return new Check.Every(allowed, modifiers.contains(Modifier.CASED));
    }
}
