package io.throughline.core.rule.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.read.RuleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/rules.md shows can be copied. */
class RulesPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @Test
    void theExamplesLoadAndDoOnTheirSamplesWhatTheyShould() throws IOException {
        RuleReader reader = new RuleReader();
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/rules.md")));
        int count = 0;
        while (examples.find()) {
            reader.read("example " + ++count, examples.group(1));
        }
        RuleCollection rules = reader.collection();

        assertThat(count).isEqualTo(3);
        assertThat(rules.problems()).isEmpty();
        List<SampleResult> results = SampleRun.of(rules);
        assertThat(results).hasSize(6).allMatch(SampleResult::passed);
    }
}
