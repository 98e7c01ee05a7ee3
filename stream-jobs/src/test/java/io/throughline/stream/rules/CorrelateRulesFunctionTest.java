package io.throughline.stream.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.correlate.CorrelationFinding;
import io.throughline.core.rule.correlate.InOrder;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.report.SeenRecord;
import io.throughline.core.rule.sample.SampleEvents;
import io.throughline.stream.Harness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class CorrelateRulesFunctionTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Set<String> FIRST_LEVEL = Set.of("Failed and never done", "Few logins");
    private static final int SECONDS = 600;

    private final CompiledRules rules = CompiledRules.of(LoginRules.given());
    private final RuleMatcher matcher =
            RuleSet.of(rules.collection().detections()).matcher();
    private final SampleEvents samples = new SampleEvents();
    private KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> harness;

    @BeforeEach
    void open() throws Exception {
        assertThat(rules.collection().problems()).isEmpty();
        harness = harness(LoginRules.given());
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> harness(GivenRules given)
            throws Exception {
        return harness(given, 1_000);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> harness(
            GivenRules given, int maxWaiting) throws Exception {
        return Harness.of(new CorrelateRulesFunction(given, 1, maxWaiting), RuleMatch::key, Finding.class);
    }

    private LogEvent login(long millis, String status, String user, String address) {
        return samples.event(new Samples.Given(
                null,
                Map.of(
                        "@timestamp",
                        TEN.plusMillis(millis).toString(),
                        "http.request.method",
                        "POST",
                        "http.response.status_code",
                        status,
                        "user.id",
                        user,
                        "url.path",
                        "/login",
                        "source.ip",
                        address)));
    }

    /** Of three people, some of whom have bad minutes. */
    private List<LogEvent> logins() {
        Random random = new Random(5);
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String user = List.of("ann", "bob", "eve").get(random.nextInt(3));
            boolean failed = random.nextInt(4) > 0;
            events.add(login(
                    random.nextInt(SECONDS) * 1_000L, failed ? "401" : "200", user, "10.0.0." + random.nextInt(3)));
        }
        return events;
    }

    private void take(KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> by, List<LogEvent> events)
            throws Exception {
        List<RuleMatch> matches = new ArrayList<>();
        for (LogEvent event : events) {
            rules.correlator().route(event, matcher, matcher.match(event), routed -> {
                RuleMatch match = RuleMatch.of(
                        rules.correlation(routed.correlation()),
                        routed,
                        SeenRecord.nameOf(event),
                        MatchRulesFunction.NO_OFFSET);
                if (match.level() == 1) {
                    matches.add(match);
                }
            });
        }
        for (RuleMatch match : matches) {
            by.processElement(match, match.seen().time().toEpochMilli());
        }
    }

    private static void watermark(KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> of, long seconds)
            throws Exception {
        of.processWatermark(TEN.plusSeconds(seconds).toEpochMilli());
    }

    private static Set<String> told(List<Finding> findings) {
        Set<String> told = new TreeSet<>();
        for (Finding finding : findings) {
            told.add(finding.id() + " " + finding.rule() + " " + finding.time() + " " + finding.reason() + " "
                    + finding.evidence());
        }
        assertThat(told).hasSameSizeAs(findings);
        return told;
    }

    @Test
    void findsWhatTheDriverInMemoryFinds() throws Exception {
        List<LogEvent> events = logins();
        InOrder driver = new InOrder(rules.correlator(), false);
        events.forEach(event -> driver.observe(event, matcher, matcher.match(event)));
        List<String> expected = driver.advance(Instant.MAX).stream()
                .filter(found -> FIRST_LEVEL.contains(found.rule().head().title()))
                .map(CorrelateRulesFunctionTest::described)
                .sorted()
                .toList();

        take(harness, events);
        watermark(harness, 2 * SECONDS);

        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(findings(harness).stream()
                        .map(found -> described(found))
                        .sorted()
                        .toList())
                .isEqualTo(expected);
    }

    private static String described(CorrelationFinding found) {
        return found.rule().head().key() + " " + found.time() + " " + found.group();
    }

    private static String described(Finding found) {
        return found.rule() + " " + found.time() + " " + found.entity().get("user.id");
    }

    private static List<Finding> findings(KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> of) {
        return of.extractOutputValues();
    }

    @Test
    void findsTheSameInAnotherOrderAndAfterARestore() throws Exception {
        List<LogEvent> events = logins();
        take(harness, events);
        watermark(harness, 2 * SECONDS);

        Collections.shuffle(events, new Random(9));
        List<Finding> disturbed = new ArrayList<>();
        OperatorSubtaskState middle;
        try (KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> first = harness(LoginRules.given())) {
            first.open();
            take(first, events);
            watermark(first, SECONDS / 2);
            middle = first.snapshot(1, 1);
            disturbed.addAll(findings(first));
        }
        assertThat(disturbed).hasSizeBetween(10, findings(harness).size() - 10);
        try (KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> second = harness(LoginRules.given())) {
            second.initializeState(middle);
            second.open();
            watermark(second, 2 * SECONDS);
            disturbed.addAll(findings(second));
        }

        assertThat(told(disturbed)).isEqualTo(told(findings(harness)));
    }

    @Test
    void saysWhatWasCountedForWhomAndShowsTheRecords() throws Exception {
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            events.add(login(i * 1_000L, "200", "ann", "10.0.0." + i % 2));
        }
        events.add(login(0, "401", "bob", "10.0.0.9"));
        take(harness, events);
        watermark(harness, SECONDS);

        assertThat(findings(harness)).hasSize(1);
        Finding finding = findings(harness).getFirst();
        assertThat(finding.reason()).isEqualTo("Failed and never done: failed, and no done within 20s for user.id bob");
        assertThat(finding.entity()).isEqualTo(Map.of("user.id", "bob"));
        assertThat(finding.time()).isEqualTo(TEN.plusSeconds(20));
        assertThat(finding.evidence())
                .extracting(seen -> seen.where().event())
                .containsExactly(events.getLast().id());
    }

    @Test
    void judgesALateMatchAsIfItCameNow() throws Exception {
        take(harness, List.of(login(0, "401", "bob", "10.0.0.9")));
        watermark(harness, 10);
        take(harness, List.of(login(5_000, "200", "bob", "10.0.0.9")));
        watermark(harness, SECONDS);

        assertThat(findings(harness)).extracting(Finding::rule).containsExactly("Few logins");
        assertThat(findings(harness).getFirst().time()).isAfter(TEN.plusSeconds(19));
    }

    @Test
    void leavesOutWhatIsTooMuchToWaitAndSaysSo() throws Exception {
        for (int waiting : List.of(5, 50)) {
            try (KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> bounded =
                    harness(LoginRules.given(), waiting)) {
                bounded.open();
                for (int i = 0; i < 10; i++) {
                    take(bounded, List.of(login(i, "401", "bob", "10.0.0.9")));
                }
                watermark(bounded, SECONDS);

                assertThat(findings(bounded))
                        .hasSize(Math.min(10, waiting))
                        .allSatisfy(finding -> assertThat(finding.reason().contains("incomplete"))
                                .isEqualTo(waiting == 5));
                assertThat(bounded.numKeyedStateEntries()).isZero();
            }
        }
    }

    @Test
    void keepsNothingInTheEnd() throws Exception {
        take(harness, logins());
        watermark(harness, 2 * SECONDS);

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void forgetsGroupsOfRulesThatAreGone() throws Exception {
        take(harness, logins());
        watermark(harness, 100);
        OperatorSubtaskState middle = harness.snapshot(1, 1);

        try (KeyedOneInputStreamOperatorTestHarness<String, RuleMatch, Finding> without = harness(GivenRules.NONE)) {
            without.initializeState(middle);
            without.open();
            watermark(without, 2 * SECONDS);

            assertThat(findings(without)).isEmpty();
            assertThat(without.numKeyedStateEntries()).isZero();
            assertThat(without.numEventTimeTimers()).isZero();
        }
    }
}
