package io.throughline.core.rule.read;

import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.FilterRule;
import io.throughline.core.rule.InvalidRuleException;
import io.throughline.core.rule.Logsource;
import io.throughline.core.rule.Position;
import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.yaml.YamlNode;
import io.throughline.core.rule.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads Sigma files: detections, correlations and filters. A document that cannot be used is a problem with its place and reason, and
 * the others are read on.
 */
public final class RuleReader {
    private final Map<String, List<String>> placeholders;
    private final List<Rule> rules = new ArrayList<>();
    private final List<RuleProblem> problems = new ArrayList<>();
    private final List<RuleProblem> warnings = new ArrayList<>();

    /** @param placeholders what {@code %name%} stands for in values with {@code expand}; a rule that needs another name is refused */
    public RuleReader(Map<String, List<String>> placeholders) {
        this.placeholders = Map.copyOf(placeholders);
    }

    public RuleReader() {
        this(Map.of());
    }

    /** @param file how problems name it */
    public RuleReader read(String file, String text) {
        int before = problems.size();
        List<YamlNode> documents = YamlReader.read(file, text, problems);
        for (YamlNode document : documents) {
            try {
                rules.add(rule(document));
            } catch (InvalidRuleException e) {
                problems.add(e.problem());
            }
        }
        if (documents.isEmpty() && problems.size() == before) {
            problems.add(new RuleProblem(new Position(file, 1, 1), "the file has no rule"));
        }
        return this;
    }

    /** Notes that a file could not be read at all. */
    public void problem(RuleProblem problem) {
        problems.add(problem);
    }

    /** All that was read, after looking at what the rules say of each other. */
    public RuleCollection collection() {
        return RuleCollection.of(rules, problems, warnings);
    }

    private Rule rule(YamlNode document) {
        YamlNode.Mapping map = Attributes.map("a rule", document);
        if (map.get("correlation") != null) {
            return CorrelationReader.read(map);
        }
        RuleHead head = HeadReader.read(map);
        if (map.get("filter") != null) {
            return filter(head, map);
        }
        if (map.get("detection") == null) {
            throw new InvalidRuleException(map.at(), "a rule needs detection, correlation or filter");
        }
        Logsource logsource = HeadReader.logsource(map);
        Expression expression = detections(map, logsource)
                .read(Attributes.map("detection", Attributes.required(map, "detection")), Set.of("timeframe"));
        if ("unsupported".equals(head.status()) || "deprecated".equals(head.status())) {
            warnings.add(new RuleProblem(head.at(), "the rule says itself that it is " + head.status()));
        }
        return new DetectionRule(head, logsource, HeadReader.ownNames(map), expression, SamplesReader.read(map));
    }

    private FilterRule filter(RuleHead head, YamlNode.Mapping map) {
        Logsource logsource = HeadReader.logsource(map);
        YamlNode.Mapping filter = Attributes.map("filter", Attributes.required(map, "filter"));
        YamlNode named = Attributes.required(filter, "rules");
        List<String> rules = Attributes.texts(filter, "rules", RuleLimits.NAME_CHARS);
        boolean every = rules.equals(List.of("any"));
        if (rules.isEmpty()) {
            throw new InvalidRuleException(named.at(), "rules names none; write any for all rules of the logsource");
        }
        Expression expression = detections(map, logsource).read(filter, Set.of("rules"));
        return new FilterRule(head, logsource, every ? List.of() : rules, expression);
    }

    private DetectionReader detections(YamlNode.Mapping map, Logsource logsource) {
        FieldNames names = FieldNames.of(logsource, HeadReader.ownNames(map));
        return new DetectionReader(new TestReader(names, placeholders, warnings));
    }
}
