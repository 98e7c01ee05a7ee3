package io.throughline.core.rule.read;

import io.throughline.core.rule.Expression;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a map of named detections with its condition: a rule's {@code detection}, a filter's {@code filter}. */
final class DetectionReader {
    private static final String CONDITION = "condition";

    /** Stands for what could not be read, until all else has been looked at. */
    private static final Expression UNREAD = new Expression.Or(List.of());

    private final Problems problems = new Problems();
    private final TestReader tests;

    DetectionReader(TestReader tests) {
        this.tests = tests;
    }

    /** @param others keys that are no detections */
    Expression read(YamlNode.Mapping map, Set<String> others) {
        YamlNode condition = Attributes.required(map, CONDITION);
        Map<String, Expression> named = new LinkedHashMap<>();
        for (YamlNode.Pair pair : map.pairs()) {
            String name = pair.key().text();
            if (!name.equals(CONDITION) && !others.contains(name)) {
                Expression read = problems.tried(() -> detection(name, pair.value()));
                named.put(name, read == null ? UNREAD : read);
            }
        }
        if (named.isEmpty()) {
            throw new InvalidRuleException(map.at(), "there is no detection beside the condition");
        }
        List<Expression> conditions = new ArrayList<>();
        for (YamlNode one : Attributes.list(condition)) {
            Expression read = problems.tried(() -> ConditionParser.parse(Attributes.scalar(CONDITION, one), named));
            conditions.add(read == null ? UNREAD : read);
        }
        if (conditions.isEmpty()) {
            throw new InvalidRuleException(condition.at(), "the condition is an empty list");
        }
        problems.verify();
        return Expression.any(conditions);
    }

    private Expression detection(String name, YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar keyword -> {
                if (keyword.kind() == YamlNode.Kind.NULL) {
                    throw new InvalidRuleException(node.at(), "the detection " + name + " is empty");
                }
                yield tests.keywords(keyword.at(), List.of(), keyword);
            }
            case YamlNode.Mapping map -> fields(name, map);
            case YamlNode.Sequence list -> {
                List<Expression> parts = new ArrayList<>();
                for (YamlNode item : list.items()) {
                    if (item instanceof YamlNode.Sequence) {
                        throw new InvalidRuleException(item.at(), "a list in a list means nothing here");
                    }
                    parts.add(detection(name, item));
                }
                if (parts.isEmpty()) {
                    throw new InvalidRuleException(node.at(), "the detection " + name + " is an empty list");
                }
                yield Expression.any(parts);
            }
        };
    }

    private Expression fields(String name, YamlNode.Mapping map) {
        List<Expression> parts = new ArrayList<>();
        for (YamlNode.Pair pair : map.pairs()) {
            if (pair.value() instanceof YamlNode.Mapping) {
                throw new InvalidRuleException(
                        pair.value().at(),
                        "the value of " + pair.key().text()
                                + " must be a text, a number, null or a list of them, not a map");
            }
            Expression read = problems.tried(() -> tests.read(pair.key(), pair.value()));
            parts.add(read == null ? UNREAD : read);
        }
        if (parts.isEmpty()) {
            throw new InvalidRuleException(map.at(), "the detection " + name + " is an empty map");
        }
        return Expression.all(parts);
    }
}
