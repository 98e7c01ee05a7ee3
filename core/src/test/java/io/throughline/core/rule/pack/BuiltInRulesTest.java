package io.throughline.core.rule.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.rule.DetectionRule;
import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.sample.SampleResult;
import io.throughline.core.rule.sample.SampleRun;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BuiltInRulesTest {
    private static final Map<String, List<String>> LISTS = Map.of(
            "allowed_images", List.of("shop/orders"),
            "allowed_registries", List.of("registry.shop.example"),
            "allowed_namespaces", List.of("shop"),
            "allowed_users", List.of("anna"),
            "allowed_nodes", List.of("n1"),
            "full_administrators", List.of("root"));

    private final RuleCollection all = BuiltInRules.read(LISTS, EnumSet.allOf(BuiltInRules.Group.class));

    @Test
    void everyRuleLoadsWithoutAProblemOrAWarning() {
        assertThat(all.problems()).isEmpty();
        assertThat(all.warnings()).isEmpty();
        assertThat(all.detections()).hasSize(62);
        assertThat(all.correlations()).hasSize(1);
    }

    @Test
    void everyRuleDoesOnItsSamplesWhatItShould() {
        assertThat(SampleRun.of(all)).filteredOn(result -> !result.passed()).isEmpty();
    }

    @Test
    void everyRuleHasASampleThatItMatchesAndOneThatItIgnores() {
        List<SampleResult> results = SampleRun.of(all);
        for (String title : titles(all)) {
            assertThat(results)
                    .filteredOn(result -> result.rule().equals(title))
                    .extracting(SampleResult::wanted)
                    .as(title)
                    .contains(true, false);
        }
    }

    @Test
    void everyRuleNamesItsIdItsLevelAndATechnique() {
        assertThat(all.detections()).allSatisfy(rule -> {
            assertThat(rule.head().id()).isNotNull();
            assertThat(rule.head().level()).isNotNull();
            assertThat(rule.head().tags()).anyMatch(tag -> tag.matches("attack\\.t\\d{4}(\\.\\d{3})?"));
        });
    }

    @Test
    void notesOfActivityAreOffUntilAskedFor() {
        RuleCollection usual = BuiltInRules.read(Map.of());

        assertThat(usual.problems()).isEmpty();
        assertThat(usual.detections())
                .extracting(rule -> rule.head().title())
                .doesNotContain("Deployment created", "Secret deleted");
        assertThat(BuiltInRules.read(Map.of(), Set.of(BuiltInRules.Group.ACTIVITY))
                        .detections())
                .allMatch(rule -> rule.head().level() == RuleHead.Level.INFORMATIONAL);
    }

    @Test
    void listsThatNobodySetAllowEverything() {
        assertThat(SampleRun.of(BuiltInRules.read(Map.of())))
                .filteredOn(result -> !result.passed())
                .extracting(SampleResult::rule)
                .containsExactlyInAnyOrder(
                        "Pod with an image outside the list created",
                        "Pod with an image of a registry outside the list created",
                        "Namespace outside the list created",
                        "User outside the list",
                        "Everyday work with every right",
                        "Node outside the list joined",
                        "Node outside the list refused");
    }

    private static List<String> titles(RuleCollection rules) {
        return rules.detections().stream()
                .map(DetectionRule::head)
                .map(RuleHead::title)
                .toList();
    }
}
