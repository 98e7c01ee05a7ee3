package io.throughline.core.rule.read;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code correlation}. Source: Sigma Correlation Rules Specification 2.1; {@code absence} is this product's own. */
final class CorrelationReader {
    static final int MAX_RULES = 64;

    /** Of one group's events in state; a rule that counts further cannot be judged with bounded state. */
    static final int MAX_COUNT = 10_000;

    private static final int MAX_GROUP_FIELDS = 16;
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final Set<String> ATTRIBUTES =
            Set.of("type", "rules", "group-by", "timespan", "aliases", "condition", "generate");
    private static final Set<CorrelationRule.Type> COUNTS =
            EnumSet.of(CorrelationRule.Type.EVENT_COUNT, CorrelationRule.Type.VALUE_COUNT);
    private static final Set<CorrelationRule.Type> OF_VALUES = EnumSet.of(
            CorrelationRule.Type.VALUE_COUNT,
            CorrelationRule.Type.VALUE_SUM,
            CorrelationRule.Type.VALUE_AVG,
            CorrelationRule.Type.VALUE_PERCENTILE);
    private static final Set<CorrelationRule.Type> TEMPORAL =
            EnumSet.of(CorrelationRule.Type.TEMPORAL, CorrelationRule.Type.TEMPORAL_ORDERED);

    private CorrelationReader() {}

    static CorrelationRule read(YamlNode.Mapping document) {
        RuleHead head = HeadReader.read(document);
        YamlNode.Mapping map = Attributes.map("correlation", Attributes.required(document, "correlation"));
        Attributes.known(map, "correlation", ATTRIBUTES);
        CorrelationRule.Type type = type(Attributes.scalar("type", Attributes.required(map, "type")));
        List<String> rules = names(map, "rules", MAX_RULES);
        if (rules.isEmpty()) {
            throw new InvalidRuleException(map.at(), "rules names none");
        }
        if (type == CorrelationRule.Type.ABSENCE && rules.size() != 2) {
            throw new InvalidRuleException(
                    map.at(), "absence needs two rules: the one that matches, and the one that is missing");
        }
        Condition condition = condition(map, type, rules);
        return new CorrelationRule(
                head,
                type,
                rules,
                map.get("group-by") == null ? List.of() : names(map, "group-by", MAX_GROUP_FIELDS),
                aliases(map, rules),
                timespan(Attributes.scalar("timespan", Attributes.required(map, "timespan"))),
                condition.field,
                condition.percentile,
                condition.limits,
                condition.occurrence,
                Attributes.flag(map, "generate", false),
                SamplesReader.read(document));
    }

    private static CorrelationRule.Type type(YamlNode.Scalar word) {
        List<String> known = new ArrayList<>();
        for (CorrelationRule.Type type : CorrelationRule.Type.values()) {
            String name = type.name().toLowerCase(Locale.ROOT);
            if (name.equals(word.text())) {
                return type;
            }
            known.add(name);
        }
        throw Attributes.unknown(word.at(), "there is no type of correlation", word.text(), known);
    }

    private static List<String> names(YamlNode.Mapping map, String attribute, int most) {
        YamlNode node = Attributes.required(map, attribute);
        List<String> names = Attributes.texts(map, attribute, RuleLimits.NAME_CHARS);
        if (names.size() > most) {
            throw new InvalidRuleException(
                    node.at(), attribute + " has " + names.size() + " names, the limit is " + most);
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new InvalidRuleException(node.at(), attribute + " has the same name twice");
        }
        return names;
    }

    private static Map<String, Map<String, String>> aliases(YamlNode.Mapping map, List<String> rules) {
        YamlNode node = map.get("aliases");
        Map<String, Map<String, String>> aliases = new LinkedHashMap<>();
        if (node == null) {
            return aliases;
        }
        for (YamlNode.Pair alias : Attributes.map("aliases", node).pairs()) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (YamlNode.Pair pair : Attributes.map("an alias", alias.value()).pairs()) {
                if (!rules.contains(pair.key().text())) {
                    throw Attributes.unknown(
                            pair.key().at(),
                            "the correlation has no rule",
                            pair.key().text(),
                            rules);
                }
                fields.put(pair.key().text(), Attributes.text("a field", pair.value(), RuleLimits.NAME_CHARS));
            }
            aliases.put(alias.key().text(), Map.copyOf(fields));
        }
        return aliases;
    }

    private static Duration timespan(YamlNode.Scalar scalar) {
        String text = scalar.text();
        Duration unit = text.isEmpty() ? null : unit(text.charAt(text.length() - 1));
        String digits = text.isEmpty() ? "" : text.substring(0, text.length() - 1);
        if (unit == null || !digits.matches("[0-9]{1,9}")) {
            throw new InvalidRuleException(
                    scalar.at(), "timespan must be a number and s, m, h, d or w, not '" + text + "'");
        }
        Duration span = unit.multipliedBy(Long.parseLong(digits));
        if (span.isZero() || span.compareTo(LONGEST) > 0) {
            throw new InvalidRuleException(
                    scalar.at(), "timespan must be from one second to " + LONGEST.toDays() + " days");
        }
        return span;
    }

    private static @Nullable Duration unit(char letter) {
        return switch (letter) {
            case 's' -> Duration.ofSeconds(1);
            case 'm' -> Duration.ofMinutes(1);
            case 'h' -> Duration.ofHours(1);
            case 'd' -> Duration.ofDays(1);
            case 'w' -> Duration.ofDays(7);
            default -> null;
        };
    }

    private record Condition(
            List<String> field,
            @Nullable Double percentile,
            List<CorrelationRule.Limit> limits,
            CorrelationRule.@Nullable Occurrence occurrence) {}

    private static Condition condition(YamlNode.Mapping map, CorrelationRule.Type type, List<String> rules) {
        YamlNode node = map.get("condition");
        boolean temporal = TEMPORAL.contains(type);
        if (node == null && (temporal || type == CorrelationRule.Type.ABSENCE)) {
            return new Condition(List.of(), null, List.of(), null);
        }
        if (type == CorrelationRule.Type.ABSENCE) {
            throw new InvalidRuleException(map.at(), "absence takes no condition");
        }
        YamlNode given = node == null ? Attributes.required(map, "condition") : node;
        if (given instanceof YamlNode.Scalar expression) {
            if (!temporal) {
                throw new InvalidRuleException(given.at(), "condition must be a map such as gte: 10");
            }
            CorrelationRule.Occurrence occurrence = OccurrenceReader.read(expression, rules);
            if (type == CorrelationRule.Type.TEMPORAL_ORDERED && !OccurrenceReader.isConjunction(occurrence)) {
                throw new InvalidRuleException(given.at(), "a condition on ordered rules can only join them by and");
            }
            return new Condition(List.of(), null, List.of(), occurrence);
        }
        return limits(Attributes.map("condition", given), type, rules.size());
    }

    private static Condition limits(YamlNode.Mapping map, CorrelationRule.Type type, int rules) {
        List<CorrelationRule.Limit> limits = new ArrayList<>();
        List<String> known = new ArrayList<>(List.of("field", "percentile"));
        for (Check.Relation relation : Check.Relation.values()) {
            known.add(relation.word());
            YamlNode node = map.get(relation.word());
            if (node != null) {
                limits.add(new CorrelationRule.Limit(relation, limit(relation, node, type, rules)));
            }
        }
        Attributes.known(map, "the condition", known);
        if (limits.isEmpty()) {
            throw new InvalidRuleException(map.at(), "the condition needs one of gt, gte, lt, lte, eq, neq");
        }
        List<String> fields = Attributes.texts(map, "field", RuleLimits.NAME_CHARS);
        if (OF_VALUES.contains(type) == fields.isEmpty()) {
            throw new InvalidRuleException(
                    map.at(), fields.isEmpty() ? "the condition needs a field" : "the condition takes no field");
        }
        if (fields.size() > (type == CorrelationRule.Type.VALUE_COUNT ? MAX_GROUP_FIELDS : 1)) {
            throw new InvalidRuleException(map.at(), "the condition has too many fields");
        }
        YamlNode percentile = map.get("percentile");
        if (percentile != null && type != CorrelationRule.Type.VALUE_PERCENTILE) {
            throw new InvalidRuleException(percentile.at(), "percentile is for value_percentile");
        }
        return new Condition(fields, percentile == null ? null : percent(percentile), limits, null);
    }

    private static double percent(YamlNode node) {
        double percent = number("percentile", node);
        if (percent < 0 || percent > 100) {
            throw new InvalidRuleException(node.at(), "percentile must be from 0 to 100");
        }
        return percent;
    }

    private static double limit(Check.Relation relation, YamlNode node, CorrelationRule.Type type, int rules) {
        double operand = number(relation.word(), node);
        Position at = node.at();
        if (COUNTS.contains(type) && (operand < 0 || operand > MAX_COUNT || operand != Math.rint(operand))) {
            throw new InvalidRuleException(at, relation.word() + " must be a whole number from 0 to " + MAX_COUNT);
        }
        if (TEMPORAL.contains(type) && (operand < 0 || operand > rules)) {
            throw new InvalidRuleException(at, relation.word() + " must be at most the number of rules, " + rules);
        }
        return operand;
    }

    private static double number(String name, YamlNode node) {
        YamlNode.Scalar scalar = Attributes.scalar(name, node);
        if (scalar.kind() != YamlNode.Kind.INTEGER && scalar.kind() != YamlNode.Kind.DECIMAL) {
            throw new InvalidRuleException(node.at(), name + " must be a number, not " + node.what());
        }
        return Double.parseDouble(Values.decimal(scalar.text()));
    }
}
