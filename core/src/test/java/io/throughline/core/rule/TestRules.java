package io.throughline.core.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.read.RuleReader;
import io.throughline.core.rule.sample.SampleEvents;
import java.util.List;
import java.util.Map;

/** Rules of a few lines, for tests. */
public final class TestRules {
    private TestRules() {}

    /** A rule on any record, with the schema's names of fields, whose detection is one map. */
    public static String detection(String lines) {
        return "title: test\ntaxonomy: ecs\nlogsource:\n  category: application\ndetection:\n  selection:\n"
                + lines.indent(4)
                + "  condition: selection\n";
    }

    public static boolean matches(String rule, Map<String, String> event) {
        return matches(good(rule), event);
    }

    public static boolean matches(RuleCollection rules, Map<String, String> event) {
        RuleMatcher matcher = RuleSet.of(rules.detections()).matcher();
        return matcher.match(event(event)) > 0;
    }

    public static LogEvent event(Map<String, String> fields) {
        return new SampleEvents().event(new Samples.Given(null, fields));
    }

    public static RuleCollection good(String... rules) {
        RuleReader reader = new RuleReader(Map.of("Admins", List.of("root", "adm_*")));
        for (int i = 0; i < rules.length; i++) {
            reader.read("rule-" + i, rules[i]);
        }
        RuleCollection collection = reader.collection();
        assertThat(collection.problems()).isEmpty();
        return collection;
    }

    /** What is wrong with a rule, each with its place. */
    public static List<String> problems(String rule) {
        return new RuleReader(Map.of("Admins", List.of("root")))
                .read("rule.yml", rule).collection().problems().stream()
                        .map(RuleProblem::toString)
                        .toList();
    }
}
