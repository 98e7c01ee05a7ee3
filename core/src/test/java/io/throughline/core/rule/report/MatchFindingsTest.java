package io.throughline.core.rule.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.TestRules;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.read.RuleCollection;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatchFindingsTest {
    private static Finding finding(String rule, Map<String, String> fields) {
        RuleCollection rules = TestRules.good(rule);
        RuleMatcher matcher = RuleSet.of(rules.detections()).matcher();
        LogEvent event = TestRules.event(fields);
        assertThat(matcher.match(event)).isEqualTo(1);
        return new MatchFindings().of(event, rules.detections().getFirst().head(), matcher.fieldsOf(0));
    }

    private static String rule(String head, String selections, String condition) {
        return head + "taxonomy: ecs\nlogsource: {category: application}\ndetection:\n" + selections.indent(2)
                + "  condition: " + condition + "\n";
    }

    @Test
    void namesTheTitleAndTheValuesThatMatched() {
        Finding finding = finding(
                rule(
                        "title: Odd tool\n",
                        "a: {user_agent.original|contains: scan}\nb: {url.path: /x}\nc: {http.request.method: PUT}\nd: {user.id: root}",
                        "(a or b) and c and not d"),
                Map.of("user_agent.original", "a scanner", "url.path", "/y", "http.request.method", "PUT"));

        assertThat(finding.reason())
                .isEqualTo("Odd tool: user_agent.original is a scanner, http.request.method is PUT");
    }

    @Test
    void showsTheMessageWhereAKeywordMatched() {
        Finding finding =
                finding(rule("title: Trouble\n", "words: [segfault]", "words"), Map.of("message", "a segfault\nat 7"));

        assertThat(finding.reason()).isEqualTo("Trouble: message is a segfault at 7");
    }

    @Test
    void cutsLongValues() {
        Finding finding =
                finding(rule("title: Long\n", "a: {message|contains: xx}", "a"), Map.of("message", "x".repeat(5_000)));

        assertThat(finding.reason()).hasSizeLessThan(300).endsWith("…");
    }

    @Test
    void takesSeverityTechniquesAndTagsFromTheRule() {
        String head = """
                title: t
                id: 0c6f5d1e-6a35-4b55-9a0c-7d1a0c8a4f11
                level: critical
                status: stable
                tags: [attack.execution, attack.t1059.004, attack.t1190]
                """;
        Finding finding = finding(rule(head, "a: {message: m}", "a"), Map.of("message", "m"));

        assertThat(finding.rule()).isEqualTo("0c6f5d1e-6a35-4b55-9a0c-7d1a0c8a4f11");
        assertThat(finding.severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(finding.technique()).containsExactly("T1059.004", "T1190");
        assertThat(finding.tags()).containsExactly("attack.execution");
        assertThat(finding.confidence()).isEqualTo(0.9);
    }

    @Test
    void isAboutTheServiceAndWhoeverActed() {
        String rule = rule("title: t\n", "a: {message: m}", "a");

        assertThat(finding(
                                rule,
                                Map.of(
                                        "message",
                                        "m",
                                        "service.name",
                                        "shop",
                                        "user.id",
                                        "ann",
                                        "url.path",
                                        "/",
                                        "source.ip",
                                        "10.0.0.1"))
                        .entity())
                .isEqualTo(Map.of("service.name", "shop", "user.id", "ann"));
        assertThat(finding(rule, Map.of("message", "m", "service.name", "shop", "container.name", "shop-1"))
                        .entity())
                .isEqualTo(Map.of("service.name", "shop", "container.name", "shop-1"));
    }

    @Test
    void derivesItsIdFromTheRuleItsVersionAndTheEvent() {
        String rule = rule("title: t\n", "a: {message: m}", "a");
        Map<String, String> event = Map.of("message", "m", "event.id", "e1");

        assertThat(finding(rule, event).id()).isEqualTo(finding(rule, event).id());
        assertThat(finding(rule, event).id())
                .isNotEqualTo(
                        finding(rule, Map.of("message", "m", "event.id", "e2")).id())
                .isNotEqualTo(finding(rule("title: t\n", "a: {message|contains: m}", "a"), event)
                        .id());
    }

    @Test
    void findsARecordAgainByItsNameInCorrelations() {
        LogEvent event = TestRules.event(Map.of("message", "m", "event.id", "e1", "trace.id", "t1"));

        assertThat(SeenRecord.of(SeenRecord.nameOf(event))).isEqualTo(SeenRecord.of(event));
        assertThat(SeenRecord.nameOf(event)).startsWith("e1\0");
    }
}
