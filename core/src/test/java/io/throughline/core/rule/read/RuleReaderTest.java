package io.throughline.core.rule.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.rule.RuleHead;
import io.throughline.core.rule.TestRules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    private static final String RULE = """
            title: A rule
            id: 929a690e-bef0-4204-a928-ef5e620d6fcc
            status: test
            level: high
            tags: [attack.t1190]
            logsource:
              category: webserver
            detection:
              a:
                cs-method: GET
              b_1:
                - cs-uri-stem: /b
                - cs-uri-stem: /c
              b_2:
                sc-status: 200
              _hidden:
                sc-status: 500
              condition: a
            somebody_elses: attribute
            """;

    @Test
    void readsWhatARuleSaysOfItself() {
        RuleHead head = TestRules.good(RULE).detections().getFirst().head();

        assertThat(head.key()).isEqualTo("929a690e-bef0-4204-a928-ef5e620d6fcc");
        assertThat(head.level()).isEqualTo(RuleHead.Level.HIGH);
        assertThat(head.tags()).containsExactly("attack.t1190");
        assertThat(head.at()).hasToString("rule-0:1:1");
    }

    @Test
    void aVersionIsWhatTheRuleSaysAndNotHowItIsWritten() {
        String version = TestRules.good(RULE).detections().getFirst().head().version();
        String samples = "throughline_samples: {matches: [{a: b}]}\n";

        assertThat(version).matches("[0-9a-f]{16}");
        assertThat(TestRules.good("# comment\n" + RULE.replace("GET", "'GET'") + samples)
                        .detections())
                .allMatch(rule -> rule.head().version().equals(version));
        assertThat(TestRules.good(RULE.replace("GET", "PUT")).detections())
                .noneMatch(rule -> rule.head().version().equals(version));
    }

    @ParameterizedTest
    @CsvSource({
        "a, GET, /x, 404, true",
        "not a, GET, /x, 404, false",
        "not not a, GET, /x, 404, true",
        "a and b_1, GET, /b, 404, true",
        "a and b_1, GET, /x, 404, false",
        "a or b_1 and b_2, GET, /x, 404, true",
        "(a or b_1) and b_2, GET, /x, 404, false",
        "1 of b_*, POST, /c, 404, true",
        "any of b_*, POST, /x, 404, false",
        "all of b_*, POST, /c, 200, true",
        "all of b_*, POST, /c, 404, false",
        "2 of them, GET, /c, 404, true",
        "2 of them, GET, /x, 404, false",
        "all of them, GET, /c, 200, true",
        "1 of them, POST, /x, 500, false",
        "_hidden, POST, /x, 500, true",
        "a AND NOT 1 OF b_*, GET, /x, 404, true",
        "all of *_1 and a, GET, /b, 1, true",
    })
    void aConditionMeansWhatItSays(String condition, String method, String path, String status, boolean matches) {
        String rule = RULE.replace("condition: a", "condition: " + condition);
        Map<String, String> event =
                Map.of("http.request.method", method, "url.path", path, "http.response.status_code", status);
        assertThat(TestRules.matches(rule, event)).isEqualTo(matches);
    }

    @Test
    void aListOfConditionsIsAnyOfThem() {
        String rule = RULE.replace("condition: a", "condition: [b_1 and b_2, _hidden]");
        assertThat(TestRules.matches(rule, Map.of("http.request.method", "PUT", "http.response.status_code", "500")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "condition: a; condition: a and; in the condition, the name of a detection was expected before the end",
                "condition: a; condition: (a; in the condition, a closing parenthesis was expected before the end",
                "condition: a; condition: a b_1; and, or, or the end was expected before 'b_1' (character 3)",
                "condition: a; condition: 1 of c_*; no detection of this rule has a name like 'c_*' (character 6)",
                "condition: a; condition: 9 of them; there are only 3 such detections, fewer than '9' (character 1)",
                "condition: a; condition: a | count() > 5; write a correlation rule instead of",
                "condition: a; condition: aa; the condition names no detection of this rule: 'aa'",
                "condition: a; conditions: a; the attribute condition is missing",
                "level: high; level: hi; there is no level 'hi'",
                "status: test; status: tested; there is no status 'tested' (did you mean test?)",
                "title: A rule; titel: A rule; the attribute title is missing",
                "cs-method: GET; cs-method|contain: GET; no modifier 'contain' (did you mean contains?)",
                "cs-method: GET; cs-method|contains|startswith: GET; startswith and contains exclude each other",
                "cs-method: GET; cs-method|i: GET; i may only follow re",
                "cs-method: GET; cs-method|re: '(?=x)'; what looks ahead or behind is not taken",
                "cs-method: GET; cs-method|cidr: 10.0.0.0/33; cidr needs a network",
                "cs-method: GET; cs-method|gt: many; gt needs a number, not 'many'",
                "cs-method: GET; cs-method|exists: maybe; exists needs true or false",
                "cs-method: GET; cs-method|expand: '%None%'; no values for the placeholder 'None'",
                "cs-method: GET; cs-method|base64: 'a*'; base64 cannot encode a value with wildcards",
                "cs-method: GET; cs-method: {a: b}; the value of cs-method must be a text",
                "cs-method: GET; cs-method: []; the list has no values",
                "logsource:; logsurce:; the attribute logsource is missing",
                "  category: webserver; product:; logsource needs a category",
                "title: A rule; taxonomy: mine; nothing is known of the taxonomy 'mine'",
                "title: A rule; {title; no YAML:",
            })
    void whatIsWrongIsToldWithPlaceAndReason(String good, String bad, String reason) {
        String rule = RULE.replace(
                good,
                bad.startsWith("taxonomy") || bad.startsWith("product")
                        ? good.indent(0).strip() + "\n" + bad
                        : bad);
        if (bad.startsWith("product")) {
            rule = RULE.replace("  category: webserver", "  definition: none");
        }
        List<String> problems = TestRules.problems(rule);
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst()).contains(reason).matches("(?s)rule\\.yml:\\d+:\\d+: .*");
    }

    @Test
    void allThatIsWrongWithOneRuleIsToldAtOnce() {
        String rule = RULE.replace("high", "higher")
                .replace("cs-method:", "cs-method|rex:")
                .replace("- cs-uri-stem: /c", "- cs-uri-stem|re: '('")
                .replace("condition: a", "condition: c");

        assertThat(TestRules.problems(rule)).hasSize(4);
    }

    @Test
    void aBadRuleDoesNotStopTheOthers() {
        RuleCollection rules = new RuleReader()
                .read("a.yml", RULE + "---\ntitle: bad\n---\n" + RULE.replace("929a", "829a"))
                .read("b.yml", "][")
                .read("c.yml", RULE.replace("929a", "729a"))
                .collection();

        assertThat(rules.detections()).hasSize(3);
        assertThat(rules.problems()).hasSize(2);
        assertThat(rules.problems().getFirst())
                .hasToString("a.yml:21:1: a rule needs detection, correlation or filter");
    }

    @Test
    void twoRulesMayNotHaveOneId() {
        assertThat(TestRules.problems(RULE + "---\n" + RULE).getFirst())
                .isEqualTo("rule.yml:21:1: has the id or the name of another rule, at rule.yml:1:1");
    }

    @Test
    void aFiltersConditionMustHoldAsWell() {
        String filter = """
                title: Not from here
                logsource:
                  category: webserver
                filter:
                  rules: [929a690e-bef0-4204-a928-ef5e620d6fcc]
                  here:
                    c-ip|cidr: 10.0.0.0/8
                  condition: not here
                """;
        Map<String, String> inside = Map.of("http.request.method", "GET", "source.ip", "10.1.1.1");
        Map<String, String> outside = Map.of("http.request.method", "GET", "source.ip", "9.1.1.1");
        assertThat(TestRules.matches(TestRules.good(RULE, filter), inside)).isFalse();
        assertThat(TestRules.matches(TestRules.good(RULE, filter), outside)).isTrue();
        String any = filter.replace("[929a690e-bef0-4204-a928-ef5e620d6fcc]", "any");
        assertThat(TestRules.matches(TestRules.good(RULE, any), inside)).isFalse();
        assertThat(TestRules.problems(RULE + "---\n" + filter.replace("929a", "1111"))
                        .getFirst())
                .contains("which is not here");
    }

    @Test
    void correlationsThatNameNothingOrEachOtherAreRefused() {
        String correlation =
                "title: c%s\nname: c%s\ncorrelation:\n  type: event_count\n  rules: [%s]\n  group-by: [x]\n  timespan: 1m\n  condition: {gte: 2}\n";
        assertThat(TestRules.problems(correlation.formatted("1", "1", "nothing"))
                        .getFirst())
                .contains("nothing");
        assertThat(TestRules.problems(
                        correlation.formatted("1", "1", "c2") + "---\n" + correlation.formatted("2", "2", "c1")))
                .hasSize(2);
        String good = correlation.formatted("1", "1", "929a690e-bef0-4204-a928-ef5e620d6fcc") + "---\n" + RULE;
        assertThat(TestRules.problems(good)).isEmpty();
        for (String[] wrong : new String[][] {
            {"timespan: 1m", "timespan: 1x", "timespan must be"},
            {"event_count", "event_counts", "no type of correlation 'event_counts' (did you mean event_count?)"},
            {"{gte: 2}", "{gte: 20000}", "must be a whole number from 0 to 10000"},
            {"{gte: 2}", "{more: 2}", "the condition has no attribute 'more'"},
            {"{gte: 2}", "{gte: 2, field: x}", "takes no field"},
            {"event_count", "value_count", "needs a field"},
            {"event_count", "absence", "absence needs two rules"},
        }) {
            assertThat(TestRules.problems(good.replace(wrong[0], wrong[1])).getFirst())
                    .contains(wrong[2]);
        }
    }
}
