package io.throughline.core.rule.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.config.InvalidSettingsException;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.RuleHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenRulesTest {
    @TempDir
    private Path folder;

    private static GivenRules given(Map<String, String> values) {
        Settings settings = new Settings(values);
        RulesConfig config = RulesConfig.from(settings);
        settings.verify();
        return GivenRules.read(config);
    }

    private static List<String> titles(GivenRules given) {
        return CompiledRules.of(given).collection().detections().stream()
                .map(rule -> rule.head().title())
                .toList();
    }

    @Test
    void hasTheRisksAndTheHardeningWhereNobodySaysAnything() {
        assertThat(titles(given(Map.of())))
                .contains("Privileged pod created", "Ingress without TLS created")
                .doesNotContain("Deployment created");
    }

    @Test
    void hasThePartsThatAreNamedOrNone() {
        assertThat(titles(given(Map.of("detect.rules.built-in", "activity"))))
                .contains("Deployment created")
                .doesNotContain("Privileged pod created");
        assertThat(titles(given(Map.of("detect.rules.built-in", "none")))).isEmpty();
    }

    @Test
    void namesAPartThatThereIsNot() {
        assertThatThrownBy(() -> given(Map.of("detect.rules.built-in", "risk, none")))
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        e -> assertThat(e.problems())
                                .anySatisfy(problem -> assertThat(problem).contains("'risk' (did you mean risks?)"))
                                .anySatisfy(problem -> assertThat(problem).contains("names 'none'")));
    }

    @Test
    void fillsRulesWithListsAndTakesTheGoodOnesOfABadFile() throws IOException {
        Path lists = Files.writeString(
                folder.resolve("lists.yml"), "allowed_images: [nginx, 'ghcr.io/shop/*']\ntrusted_exec_users: {a: b}\n");
        Path other = Files.writeString(folder.resolve("other.yml"), "allowed_images: [apache]\n");
        Path rules = Files.writeString(folder.resolve("rules.yml"), """
                title: Own
                logsource: {category: application}
                detection: {a: {message|expand: '%allowed_images%'}, condition: a}
                """);

        GivenRules given = given(Map.of(
                "detect.rules.lists",
                lists + ", " + other + "," + folder.resolve("missing.yml"),
                "detect.rules",
                rules.toString()));

        assertThat(given.lists().get("allowed_images")).containsExactly("nginx", "ghcr.io/shop/*");
        assertThat(given.lists().get("trusted_exec_users")).isEmpty();
        assertThat(given.unread()).as("a list that is none, one twice, a file").isEqualTo(3);
        assertThat(CompiledRules.of(given).collection().detections())
                .extracting(rule -> rule.head())
                .extracting(RuleHead::title)
                .contains("Own");
    }
}
