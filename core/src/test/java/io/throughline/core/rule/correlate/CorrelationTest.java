package io.throughline.core.rule.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.TestRules;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.read.RuleCollection;
import io.throughline.core.rule.sample.SampleEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorrelationTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final String RULES =
            rule("failed", "401") + "---\n" + rule("success", "200") + "---\n" + rule("error", "500");

    private final SampleEvents samples = new SampleEvents();
    private final List<LogEvent> events = new ArrayList<>();

    @Test
    void countsEventsOfEachGroupWithinTheTimespan() {
        for (int i = 0; i < 10; i++) {
            event(i, "401", "ann", "/");
            event(i, "401", i % 2 == 0 ? "bob" : "eve", "/");
        }
        List<CorrelationFinding> found = found(correlation("event_count", "[failed]", "1m", "{gte: 10}"));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().group()).isEqualTo("ann");
        assertThat(found.getFirst().time()).isEqualTo(START.plusSeconds(9));
        assertThat(found.getFirst().from()).isEqualTo(START);
        assertThat(found.getFirst().events()).hasSize(10);
    }

    @Test
    void aWindowIsNotBoundToTheClock() {
        for (int i = 0; i < 5; i++) {
            event(50 + 4 * i, "401", "ann", "/");
        }
        assertThat(found(correlation("event_count", "[failed]", "16s", "{gte: 5}")))
                .hasSize(1);
        assertThat(found(correlation("event_count", "[failed]", "15s", "{gte: 5}")))
                .isEmpty();
    }

    @Test
    void whatGoesOnIsToldOnceATimespan() {
        for (int i = 0; i < 200; i++) {
            event(i, "401", "ann", "/");
        }
        assertThat(found(correlation("event_count", "[failed]", "60s", "{gt: 10}")))
                .extracting(finding -> finding.time().getEpochSecond() - START.getEpochSecond())
                .containsExactly(10L, 70L, 130L, 190L);
    }

    @Test
    void tooFewAreToldWhenTheTimespanOfTheFirstIsOver() {
        event(0, "200", "ann", "/");
        event(3, "200", "ann", "/");
        event(0, "200", "bob", "/");
        List<CorrelationFinding> found = found(correlation("event_count", "[success]", "10s", "{lt: 2}"));

        assertThat(found).extracting(CorrelationFinding::group).containsExactly("bob");
        assertThat(found.getFirst().time()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void aRangeIsJudgedByTheWholeTimespan() {
        for (int i = 0; i < 5; i++) {
            event(i, "401", "ann", "/");
        }
        assertThat(found(correlation("event_count", "[failed]", "10s", "{gt: 1, lte: 4}")))
                .isEmpty();
        assertThat(found(correlation("event_count", "[failed]", "10s", "{gt: 1, lte: 5}")))
                .hasSize(1);
        assertThat(found(correlation("event_count", "[failed]", "10s", "{eq: 5}")))
                .hasSize(1);
        assertThat(found(correlation("event_count", "[failed]", "10s", "{neq: 5}")))
                .isEmpty();
    }

    @Test
    void countsDistinctValues() {
        for (int i = 0; i < 20; i++) {
            event(i, "200", "ann", "/orders/" + i % 5);
            event(i, "200", "bob", "/orders/" + i % 4);
        }
        assertThat(found(correlation("value_count", "[success]", "1m", "{field: url.path, gte: 5}")))
                .extracting(CorrelationFinding::group)
                .containsExactly("ann");
    }

    @Test
    void sumsAveragesAndPercentilesLookAtNumbers() {
        for (int i = 1; i <= 100; i++) {
            event(i % 50, "200", "ann", "/", Integer.toString(i));
        }
        String field = "field: http.response.bytes, ";
        assertThat(found(correlation("value_sum", "[success]", "1h", "{" + field + "gte: 5050}")))
                .hasSize(1);
        assertThat(found(correlation("value_sum", "[success]", "1h", "{" + field + "gt: 5050}")))
                .isEmpty();
        assertThat(found(correlation("value_avg", "[success]", "1h", "{" + field + "eq: 50.5}")))
                .hasSize(1);
        assertThat(found(correlation("value_percentile", "[success]", "1h", "{" + field + "percentile: 95, eq: 95}")))
                .hasSize(1);
    }

    @Test
    void aPercentileWithoutANumberIsAValuesShareOfAll() {
        for (int i = 0; i < 99; i++) {
            event(i % 50, "200", "ann", "/usual");
        }
        assertThat(found(correlation("value_percentile", "[success]", "1h", "{field: url.path, lte: 1}")))
                .isEmpty();
        event(10, "200", "ann", "/seldom");
        assertThat(found(correlation("value_percentile", "[success]", "1h", "{field: url.path, lte: 1}")))
                .hasSize(1);
    }

    @Test
    void temporalNeedsAllRulesInAnyOrder() {
        event(0, "200", "ann", "/");
        event(5, "401", "ann", "/");
        event(0, "200", "bob", "/");
        event(20, "401", "bob", "/");

        assertThat(found(correlation("temporal", "[failed, success]", "10s", null)))
                .extracting(CorrelationFinding::group)
                .containsExactly("ann");
    }

    @Test
    void temporalTakesAConditionOnRules() {
        event(0, "200", "ann", "/");
        event(5, "401", "ann", "/");
        event(0, "200", "bob", "/");

        assertThat(found(correlation("temporal", "[failed, success, error]", "10s", "failed and (success or error)")))
                .extracting(CorrelationFinding::group)
                .containsExactly("ann");
        assertThat(found(correlation("temporal", "[failed, success]", "10s", "success and not failed")))
                .extracting(CorrelationFinding::group)
                .containsExactly("bob");
        assertThat(found(correlation("temporal", "[failed, success, error]", "10s", "{gte: 2}")))
                .extracting(CorrelationFinding::group)
                .containsExactly("ann");
    }

    @Test
    void orderedRulesNeedTheirOrder() {
        event(0, "401", "ann", "/");
        event(1, "500", "ann", "/");
        event(2, "200", "ann", "/");
        event(0, "200", "bob", "/");
        event(1, "500", "bob", "/");
        event(2, "401", "bob", "/");

        assertThat(found(correlation("temporal_ordered", "[failed, error, success]", "10s", null)))
                .extracting(CorrelationFinding::group)
                .containsExactly("ann");
    }

    @Test
    void anOrderIsBegunAnewByLaterEvents() {
        event(0, "401", "ann", "/");
        event(55, "401", "ann", "/");
        event(60, "200", "ann", "/");

        List<CorrelationFinding> found = found(correlation("temporal_ordered", "[failed, success]", "10s", null));

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().from()).isEqualTo(START.plusSeconds(55));
    }

    @Test
    void absenceIsToldWhenTheTimeIsOver() {
        event(0, "401", "ann", "/");
        event(10, "200", "ann", "/");
        event(0, "401", "bob", "/");
        event(11, "200", "bob", "/");
        event(0, "401", "eve", "/");

        List<CorrelationFinding> found = found(correlation("absence", "[failed, success]", "10s", null));

        assertThat(found).extracting(CorrelationFinding::group).containsExactlyInAnyOrder("bob", "eve");
        assertThat(found).allMatch(finding -> finding.time().equals(START.plusSeconds(10)));
    }

    @Test
    void correlationsCanBeOverCorrelations() {
        for (int i = 0; i < 10; i++) {
            event(i, "401", "ann", "/");
            event(i, "401", "bob", "/");
        }
        event(12, "200", "ann", "/");
        event(400, "200", "bob", "/");
        String both = """
                title: over
                correlation:
                  type: temporal_ordered
                  rules: [many, success]
                  group-by: [user.id]
                  timespan: 1m
                ---
                title: many
                name: many
                correlation:
                  type: event_count
                  rules: [failed]
                  group-by: [source.ip, user.id]
                  timespan: 1m
                  condition: {gte: 10}
                ---
                """;

        List<CorrelationFinding> found = found(both);

        assertThat(found).extracting(CorrelationFinding::group).containsExactly("ann");
        assertThat(found.getFirst().rule().head().title()).isEqualTo("over");
    }

    @Test
    void aliasesNameAFieldDifferentlyForEachRule() {
        event(0, "401", "ann", "/bob");
        event(1, "200", "/bob", "/x");
        String aliased = """
                title: aliased
                correlation:
                  type: temporal
                  rules: [failed, success]
                  group-by: [who]
                  timespan: 1m
                  aliases:
                    who:
                      failed: url.path
                      success: user.id
                ---
                """;

        assertThat(found(aliased)).extracting(CorrelationFinding::group).containsExactly("/bob");
    }

    @Test
    void theOrderInWhichEventsComeMakesNoDifference() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            String[] states = {"401", "200", "500"};
            event(random.nextInt(120), states[random.nextInt(3)], "user" + random.nextInt(4), "/" + random.nextInt(9));
        }
        String rules = correlation("event_count", "[failed]", "10s", "{gte: 4}").replace("title: c", "title: c1")
                + correlation("temporal_ordered", "[failed, error, success]", "5s", null)
                        .replace("title: c", "title: c2")
                + correlation("absence", "[error, success]", "8s", null).replace("title: c", "title: c3")
                + correlation("value_count", "[success]", "9s", "{field: url.path, lt: 3}")
                        .replace("title: c", "title: c4");
        List<CorrelationFinding> first = found(rules);
        assertThat(first).hasSizeGreaterThan(20);
        for (int i = 0; i < 5; i++) {
            Collections.shuffle(events, random);
            assertThat(described(found(rules))).isEqualTo(described(first));
        }
    }

    @Test
    void stateIsForgottenAndBounded() {
        RuleCollection rules = TestRules.good(
                correlation("value_sum", "[success]", "1h", "{field: http.response.bytes, gte: 100000000}") + RULES);
        RuleMatcher matcher = RuleSet.of(rules.detections()).matcher();
        InOrder driver = new InOrder(new Correlator(rules), false);
        for (int i = 0; i < 12_000; i++) {
            LogEvent event = made(i % 100, "200", "ann", "/", "1");
            driver.observe(event, matcher, matcher.match(event));
        }
        driver.advance(START.plusSeconds(200));
        assertThat(driver.groups()).isEqualTo(1);
        driver.advance(START.plusSeconds(20_000));
        assertThat(driver.groups()).isZero();
    }

    private static List<String> described(List<CorrelationFinding> findings) {
        return findings.stream()
                .map(found -> found.rule().head().title() + found.group() + found.time() + found.events())
                .toList();
    }

    private static String rule(String name, String status) {
        return "title: " + name + "\nname: " + name
                + "\ntaxonomy: ecs\nlogsource:\n  category: webserver\ndetection:\n  s:\n    http.response.status_code: "
                + status
                + "\n  condition: s\n";
    }

    private static String correlation(String type, String rules, String timespan, @Nullable String condition) {
        return "title: c\ncorrelation:\n  type: " + type + "\n  rules: " + rules
                + "\n  group-by: [user.id]\n  timespan: " + timespan
                + (condition == null ? "" : "\n  condition: " + condition) + "\n---\n";
    }

    private void event(int second, String status, String user, String path) {
        event(second, status, user, path, "10");
    }

    private void event(int second, String status, String user, String path, String bytes) {
        events.add(made(second, status, user, path, bytes));
    }

    private LogEvent made(int second, String status, String user, String path, String bytes) {
        return samples.event(new Samples.Given(
                null,
                Map.of(
                        "@timestamp",
                        START.plusSeconds(second).toString(),
                        "http.request.method",
                        "GET",
                        "http.response.status_code",
                        status,
                        "user.id",
                        user,
                        "url.path",
                        path,
                        "http.response.bytes",
                        bytes,
                        "source.ip",
                        "10.0.0.1")));
    }

    private List<CorrelationFinding> found(String correlations) {
        RuleCollection rules = TestRules.good(correlations + RULES);
        RuleMatcher matcher = RuleSet.of(rules.detections()).matcher();
        InOrder driver = new InOrder(new Correlator(rules), false);
        events.forEach(event -> driver.observe(event, matcher, matcher.match(event)));
        return driver.advance(Instant.MAX);
    }
}
