package io.throughline.core.rule.read;

import io.throughline.core.rule.CorrelationRule;
import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.Expression;
import io.throughline.core.rule.FilterRule;
import io.throughline.core.rule.Rule;
import io.throughline.core.rule.RuleProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules that agree with each other: filters are applied, what correlations name is there, and no two have one id.
 *
 * @param detections in the order in which they were read
 * @param correlations each behind all that it names
 * @param problems what was refused, and why
 * @param warnings what was taken and deserves a look
 */
public record RuleCollection(
        List<DetectionRule> detections,
        List<CorrelationRule> correlations,
        List<RuleProblem> problems,
        List<RuleProblem> warnings) {
    public RuleCollection {
        detections = List.copyOf(detections);
        correlations = List.copyOf(correlations);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Of several files, in their order. */
    public static RuleCollection of(List<ReadRules> files) {
        List<Rule> rules = new ArrayList<>();
        List<RuleProblem> problems = new ArrayList<>();
        List<RuleProblem> warnings = new ArrayList<>();
        for (ReadRules file : files) {
            rules.addAll(file.rules());
            problems.addAll(file.problems());
            warnings.addAll(file.warnings());
        }
        return of(rules, problems, warnings);
    }

    static RuleCollection of(List<Rule> read, List<RuleProblem> problems, List<RuleProblem> warnings) {
        List<RuleProblem> refused = new ArrayList<>(problems);
        List<RuleProblem> warned = new ArrayList<>(warnings);
        List<Rule> rules = distinct(read, refused);
        List<DetectionRule> detections = new ArrayList<>();
        List<CorrelationRule> waiting = new ArrayList<>();
        List<FilterRule> filters = new ArrayList<>();
        for (Rule rule : rules) {
            switch (rule) {
                case DetectionRule detection -> detections.add(detection);
                case CorrelationRule correlation -> waiting.add(correlation);
                case FilterRule filter -> filters.add(filter);
            }
        }
        for (FilterRule filter : filters) {
            apply(filter, detections, refused, warned);
        }
        return new RuleCollection(detections, inOrder(waiting, detections, refused), refused, warned);
    }

    /** The rule that a correlation means; null where there is none. */
    public @Nullable Rule find(String reference) {
        for (DetectionRule rule : detections) {
            if (rule.head().isCalled(reference)) {
                return rule;
            }
        }
        for (CorrelationRule rule : correlations) {
            if (rule.head().isCalled(reference)) {
                return rule;
            }
        }
        return null;
    }

    private static List<Rule> distinct(List<Rule> read, List<RuleProblem> refused) {
        Map<String, Rule> taken = new HashMap<>();
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : read) {
            Rule other = null;
            for (String called :
                    new @Nullable String[] {rule.head().id(), rule.head().name()}) {
                other = called != null && other == null ? taken.get(called) : other;
            }
            if (other != null) {
                refused.add(new RuleProblem(
                        rule.head().at(),
                        "has the id or the name of another rule, at "
                                + other.head().at()));
                continue;
            }
            rules.add(rule);
            for (String called :
                    new @Nullable String[] {rule.head().id(), rule.head().name()}) {
                if (called != null) {
                    taken.put(called, rule);
                }
            }
        }
        return rules;
    }

    /**
     * A filter's condition must hold as well as the rule's, so that exclusions say {@code not}: as pySigma reads it, and not as the
     * example in the specification, whose text says the opposite of what others do.
     */
    private static void apply(
            FilterRule filter, List<DetectionRule> detections, List<RuleProblem> refused, List<RuleProblem> warned) {
        for (String named : filter.rules()) {
            if (detections.stream().noneMatch(rule -> rule.head().isCalled(named))) {
                refused.add(new RuleProblem(filter.head().at(), "filters the rule '" + named + "', which is not here"));
            }
        }
        if (filter.expression() instanceof Expression.Test) {
            warned.add(new RuleProblem(
                    filter.head().at(),
                    "keeps only the matches of which its condition holds; to leave them out, write not"));
        }
        for (int i = 0; i < detections.size(); i++) {
            DetectionRule rule = detections.get(i);
            boolean named = filter.rules().isEmpty() || filter.rules().stream().anyMatch(rule.head()::isCalled);
            if (named && rule.logsource().isWithin(filter.logsource())) {
                detections.set(i, rule.with(new Expression.And(List.of(rule.expression(), filter.expression()))));
            } else if (named && !filter.rules().isEmpty()) {
                warned.add(new RuleProblem(
                        filter.head().at(),
                        "does not touch the rule '" + rule.head().key() + "', which is of another logsource"));
            }
        }
    }

    /** Each behind those that it names; what names something missing, or itself by way of others, is refused. */
    private static List<CorrelationRule> inOrder(
            List<CorrelationRule> waiting, List<DetectionRule> detections, List<RuleProblem> refused) {
        Set<String> there = new HashSet<>();
        detections.forEach(rule -> call(rule, there));
        List<CorrelationRule> ordered = new ArrayList<>();
        List<CorrelationRule> left = new ArrayList<>(waiting);
        boolean more = true;
        while (more) {
            more = false;
            for (CorrelationRule rule : List.copyOf(left)) {
                if (there.containsAll(rule.rules())) {
                    ordered.add(rule);
                    left.remove(rule);
                    call(rule, there);
                    more = true;
                }
            }
        }
        for (CorrelationRule rule : left) {
            List<String> missing =
                    rule.rules().stream().filter(name -> !there.contains(name)).toList();
            refused.add(new RuleProblem(
                    rule.head().at(),
                    "correlates rules that are not here, or that wait for this one: " + String.join(", ", missing)));
        }
        return ordered;
    }

    private static void call(Rule rule, Set<String> there) {
        if (rule.head().id() != null) {
            there.add(rule.head().id());
        }
        if (rule.head().name() != null) {
            there.add(rule.head().name());
        }
    }
}
