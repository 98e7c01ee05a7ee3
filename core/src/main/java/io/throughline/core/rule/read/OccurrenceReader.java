package io.throughline.core.rule.read;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.CorrelationRule.Occurrence;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the condition of a temporal correlation, in which rules' names stand where detections' names stand in others. */
final class OccurrenceReader {
    private OccurrenceReader() {}

    static Occurrence read(YamlNode.Scalar condition, List<String> rules) {
        Map<String, Expression> named = new LinkedHashMap<>();
        for (String rule : rules) {
            // A field that no event has; the place in the list is what is wanted.
            named.put(rule, new Expression.Test(rule, new Check.Exists()));
        }
        Occurrence occurrence = occurrence(ConditionParser.parse(condition, named), condition, rules);
        if (holdsWithoutAny(occurrence)) {
            throw new InvalidRuleException(condition.at(), "the condition holds where no rule has matched");
        }
        return occurrence;
    }

    static boolean isConjunction(Occurrence occurrence) {
        return switch (occurrence) {
            case Occurrence.Of one -> true;
            case Occurrence.Both both -> isConjunction(both.one()) && isConjunction(both.other());
            case Occurrence.Either either -> false;
            case Occurrence.None none -> false;
        };
    }

    private static Occurrence occurrence(Expression expression, YamlNode.Scalar condition, List<String> rules) {
        return switch (expression) {
            case Expression.Test test -> new Occurrence.Of(rules.indexOf(test.field()));
            case Expression.Not not -> new Occurrence.None(occurrence(not.part(), condition, rules));
            case Expression.And and ->
                and.parts().stream()
                        .map(part -> occurrence(part, condition, rules))
                        .reduce(Occurrence.Both::new)
                        .orElseThrow();
            case Expression.Or or ->
                or.parts().stream()
                        .map(part -> occurrence(part, condition, rules))
                        .reduce(Occurrence.Either::new)
                        .orElseThrow();
            case Expression.AtLeast some ->
                throw new InvalidRuleException(
                        condition.at(), "write gte: " + some.count() + " for that many of the rules");
        };
    }

    private static boolean holdsWithoutAny(Occurrence occurrence) {
        return switch (occurrence) {
            case Occurrence.Of one -> false;
            case Occurrence.Both both -> holdsWithoutAny(both.one()) && holdsWithoutAny(both.other());
            case Occurrence.Either either -> holdsWithoutAny(either.one()) || holdsWithoutAny(either.other());
            case Occurrence.None none -> !holdsWithoutAny(none.of());
        };
    }
}
