package io.throughline.core.rule.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.rule.TestRules;
import io.throughline.core.rule.yaml.YamlReader;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that somebody wrote to hurt: each is refused at once, with its reason. */
class HostileRulesTest {
    private static final String MARKS = "|[]{}()*&!%@`'\"\\:-?\n\t #";
    private static final String HEAD = "title: t\nlogsource: {category: webserver}\ndetection:\n";

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertThat(TestRules.problems("title: " + "x".repeat(YamlReader.MAX_CHARS))
                        .getFirst())
                .contains("the limit is");
    }

    @Test
    void whatIsNestedTooDeepIsRefused() {
        assertThat(TestRules.problems("[".repeat(200_000)).getFirst()).contains("nested deeper than 32");
        assertThat(TestRules.problems("{a: ".repeat(100_000)).getFirst()).contains("nested deeper than 32");
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            block.append(" ".repeat(i)).append("a:\n");
        }
        assertThat(TestRules.problems(block.toString()).getFirst()).contains("nested deeper than 32");
    }

    @Test
    void aliasesThatWouldUnfoldToMillionsAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(TestRules.problems(bomb.toString()).getFirst()).contains("behind aliases counted each time");
        assertThat(TestRules.problems("a: &a [*a]").getFirst()).contains("names nothing before it");
    }

    @Test
    void aliasesOfAUsualKindAreTaken() {
        String rule = HEAD + "  a:\n    cs-method: &m GET\n  b:\n    c-method: *m\n  condition: a or b\n";
        assertThat(TestRules.problems(rule)).isEmpty();
    }

    @Test
    void tagsMakeNoObjects() {
        assertThat(TestRules.problems("!!javax.script.ScriptEngineManager [x]").getFirst())
                .isNotEmpty();
        assertThat(TestRules.problems("title: !!java.net.URL http://example.com")
                        .getFirst())
                .contains("is not taken");
    }

    @Test
    void conditionsThatAreTooDeepOrTooLargeAreRefused() {
        String deep = HEAD + "  a:\n    x: y\n  condition: '" + "(".repeat(3_000) + "a" + ")".repeat(3_000) + "'\n";
        assertThat(TestRules.problems(deep).getFirst()).contains("nested deeper than 64");
        String large = HEAD + "  a:\n    x: y\n  condition: '" + "a or ".repeat(5_000) + "a'\n";
        assertThat(TestRules.problems(large).getFirst()).contains("the condition is longer than");
        String negated = HEAD + "  a:\n    x: y\n  condition: '" + "not ".repeat(2_000) + "a'\n";
        assertThat(TestRules.problems(negated)).isEmpty();
    }

    @Test
    void valuesThatMultiplyAreRefused() {
        String dashes = HEAD + "  a:\n    x|windash: ' -a -b -c -d -e -f -g -h -i'\n  condition: a\n";
        assertThat(TestRules.problems(dashes).getFirst()).contains("more than 625 forms");
        String wild = HEAD + "  a:\n    x: '*" + "?".repeat(100) + "*'\n  condition: a\n";
        assertThat(TestRules.problems(wild).getFirst()).contains("between stars");
    }

    @Test
    void aShortConditionOverALongDetectionIsRefused() {
        String values =
                HEAD + "  a:\n    x: [" + "y, ".repeat(500) + "y]\n  condition: '" + "a or ".repeat(1_000) + "a'\n";
        assertThat(TestRules.problems(values).getFirst()).contains("more than 50000 tests");
    }

    @Test
    void patternsThatAreTooMuchTogetherAreRefused() {
        String patterns = HEAD + "  a:\n    x|re: [" + "'[ab]{900}', ".repeat(60) + "b]\n  condition: a\n";
        assertThat(TestRules.problems(patterns).getFirst()).contains("more than 50000 states");
    }

    @Test
    void nothingThatIsWrittenMakesTheReaderFail() {
        Random random = new Random(4);
        String rule = HEAD
                + "  a:\n    x|re: '(a|b)+[c-d]{2,3}$'\n    y|contains|all: ['*', \"z\"]\n  condition: 1 of a* and not a\n";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder changed = new StringBuilder(rule);
            for (int k = 1 + random.nextInt(4); k > 0; k--) {
                int at = random.nextInt(changed.length());
                switch (random.nextInt(3)) {
                    case 0 -> changed.deleteCharAt(at);
                    case 1 -> changed.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                    default -> changed.insert(at, MARKS.charAt(random.nextInt(MARKS.length())));
                }
            }
            TestRules.problems(changed.toString())
                    .forEach(problem -> assertThat(problem).startsWith("rule.yml:"));
        }
    }
}
