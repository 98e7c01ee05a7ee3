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
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.yaml.YamlNode;
import io.throughline.core.rule.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
                problems.addAll(e.problems());
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

    /** All that was read, as it stands in the files: to be read once and held against others often. */
    public ReadRules own() {
        return new ReadRules(rules, problems, warnings);
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
        if (map.get("filter") != null) {
            return filter(HeadReader.read(map), map);
        }
        if (map.get("detection") == null) {
            throw new InvalidRuleException(map.at(), "a rule needs detection, correlation or filter");
        }
        return detection(map);
    }

    private Rule detection(YamlNode.Mapping map) {
        Problems parts = new Problems();
        RuleHead head = parts.tried(() -> HeadReader.read(map));
        Logsource logsource = parts.tried(() -> HeadReader.logsource(map));
        Boolean ownNames = parts.tried(() -> HeadReader.ownNames(map));
        Logsource names = logsource == null ? new Logsource(null, null, null) : logsource;
        Expression expression = parts.tried(() -> detections(names, Boolean.TRUE.equals(ownNames))
                .read(Attributes.map("detection", Attributes.required(map, "detection")), Set.of("timeframe")));
        Samples samples = parts.tried(() -> SamplesReader.read(map));
        parts.verify();
        DetectionRule rule = new DetectionRule(
                Objects.requireNonNull(head),
                names,
                Boolean.TRUE.equals(ownNames),
                Objects.requireNonNull(expression),
                Objects.requireNonNull(samples));
        if ("unsupported".equals(rule.head().status())
                || "deprecated".equals(rule.head().status())) {
            warnings.add(new RuleProblem(
                    rule.head().at(),
                    "the rule says itself that it is " + rule.head().status()));
        }
        return rule;
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
        Expression expression = detections(logsource, HeadReader.ownNames(map)).read(filter, Set.of("rules"));
        return new FilterRule(head, logsource, every ? List.of() : rules, expression);
    }

    private DetectionReader detections(Logsource logsource, boolean ownNames) {
        return new DetectionReader(new TestReader(FieldNames.of(logsource, ownNames), placeholders, warnings));
    }
}
