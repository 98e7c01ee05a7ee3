package io.throughline.stream.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Rejected;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.sample.SampleEvents;
import io.throughline.stream.Harness;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class MatchLiveRulesFunctionTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SampleEvents samples = new SampleEvents();
    private TwoInputStreamOperatorTestHarness<LogEvent, RuleChange, Finding> harness;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        harness = harness(1, 0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static TwoInputStreamOperatorTestHarness<LogEvent, RuleChange, Finding> harness(int tasks, int task)
            throws Exception {
        return Harness.typed(
                new TwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithNonKeyedOperator<>(
                                new MatchLiveRulesFunction(GivenRules.NONE, "rules"),
                                List.of(MatchLiveRulesFunction.RULES)),
                        tasks,
                        tasks,
                        task),
                Finding.class);
    }

    private static String rule(String title, String word) {
        return """
                title: %s
                name: rule
                logsource: {category: application}
                detection: {words: {message|contains: %s}, condition: words}
                """.formatted(title, word);
    }

    private void change(
            TwoInputStreamOperatorTestHarness<LogEvent, RuleChange, Finding> of,
            String id,
            @Nullable String text,
            long seconds)
            throws Exception {
        byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        long written = NOW.plusSeconds(seconds).toEpochMilli();
        RuleChange change = RuleChange.of(id.getBytes(StandardCharsets.UTF_8), value, written, 0, offset++);
        of.processElement2(new StreamRecord<>(change));
        of.setProcessingTime(of.getProcessingTime() + 1_000);
    }

    private void event(
            TwoInputStreamOperatorTestHarness<LogEvent, RuleChange, Finding> of, String message, long seconds)
            throws Exception {
        of.processElement1(new StreamRecord<>(samples.event(new Samples.Given(
                null,
                Map.of(
                        "message",
                        message,
                        "@timestamp",
                        NOW.plusSeconds(seconds).toString())))));
    }

    private List<String> found() {
        return harness.extractOutputValues().stream()
                .map(finding -> finding.reason().substring(0, finding.reason().indexOf(':')))
                .toList();
    }

    private static List<Rejected> refused(TwoInputStreamOperatorTestHarness<LogEvent, RuleChange, Finding> of) {
        Queue<StreamRecord<Rejected>> output = of.getSideOutput(MatchLiveRulesFunction.REFUSED);
        return output == null
                ? List.of()
                : output.stream().map(StreamRecord::getValue).toList();
    }

    @Test
    void judgesByARuleThatComesLaterAndNotByOneThatWasWithdrawn() throws Exception {
        event(harness, "word before", 0);
        change(harness, "a.yml", rule("A", "word"), 0);
        event(harness, "a word", 1);
        change(harness, "a.yml", null, 10);
        event(harness, "the last word in time", 19);
        event(harness, "a word behind it", 20);
        event(harness, "a late word", 18);

        assertThat(found()).containsExactly("A", "A", "A");
    }

    @Test
    void eachRecordIsJudgedByTheVersionOfItsTimeAndTheFindingNamesIt() throws Exception {
        change(harness, "a.yml", rule("First", "word"), 0);
        change(harness, "a.yml", rule("Second", "word"), 10);
        event(harness, "a word", 20);
        event(harness, "a word", 19);
        event(harness, "a word", 21);

        assertThat(found()).containsExactly("Second", "First", "Second");
        List<Integer> versions =
                harness.extractOutputValues().stream().map(Finding::ruleVersion).toList();
        assertThat(versions.get(0)).isEqualTo(versions.get(2)).isNotEqualTo(versions.get(1));
    }

    @Test
    void refusesABadVersionWithLineAndReasonAndGoesOnByTheOneBefore() throws Exception {
        change(harness, "a.yml", rule("Good", "word"), 0);
        change(harness, "a.yml", rule("Bad", "word").replace("contains", "contain"), 10);
        event(harness, "a word", 60);

        assertThat(found()).containsExactly("Good");
        assertThat(refused(harness)).hasSize(1).first().satisfies(rejected -> {
            assertThat(rejected.reason()).startsWith("rule-refused: a.yml:4:").contains("did you mean contains?");
            assertThat(rejected.record().source()).isEqualTo("kafka:rules-0");
            assertThat(rejected.record().offset()).isEqualTo(1);
            assertThat(new String(rejected.record().value(), StandardCharsets.UTF_8))
                    .startsWith("title: Bad");
        });
    }

    @Test
    void keepsOfALongBadFileOnlyItsBeginningSoThatATopicTakesIt() throws Exception {
        change(harness, "a.yml", "title: [" + "x".repeat(900_000), 0);

        assertThat(refused(harness)).hasSize(1).first().satisfies(rejected -> {
            assertThat(rejected.record().value()).hasSize(65_536);
            assertThat(rejected.record().length()).isEqualTo(900_008);
            assertThat(rejected.reason()).hasSizeLessThan(4_097);
        });
    }

    @Test
    void refusesWhatDoesNotGoWithOtherFilesOnce() throws Exception {
        change(harness, "a.yml", rule("A", "word"), 0);
        change(harness, "b.yml", rule("B", "word"), 0);
        event(harness, "a word", 1);
        event(harness, "a word", 2);

        assertThat(found()).containsExactly("A", "A");
        assertThat(refused(harness))
                .extracting(Rejected::reason)
                .containsExactly("rule-refused: b.yml:1:1: has the id or the name of another rule, at a.yml:1:1");
    }

    @Test
    void oneTaskOfSeveralTellsWhatIsRefused() throws Exception {
        try (TwoInputStreamOperatorTestHarness<LogEvent, RuleChange, Finding> other = harness(2, 1)) {
            other.open();
            change(other, "a.yml", "title: [", 0);
            event(other, "a word", 1);

            assertThat(refused(other)).isEmpty();
        }
    }

    @Test
    void knowsAllVersionsAgainAfterARestore() throws Exception {
        change(harness, "a.yml", rule("First", "word"), 0);
        change(harness, "a.yml", rule("Second", "word"), 10);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        harness = harness(1, 0);
        harness.initializeState(kept);
        harness.open();
        event(harness, "a word", 19);
        event(harness, "a word", 20);

        assertThat(found()).containsExactly("First", "Second");
    }

    @Test
    void aRuleDoesNotHoldEventTimeBack() throws Exception {
        change(harness, "a.yml", rule("A", "word"), 0);
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
        harness.processWatermark1(new Watermark(42));

        assertThat(harness.getOutput()).contains(new Watermark(42));
    }
}
