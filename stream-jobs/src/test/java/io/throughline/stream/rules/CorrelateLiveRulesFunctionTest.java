package io.throughline.stream.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.Samples;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RuleBook;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.sample.SampleEvents;
import io.throughline.stream.Harness;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class CorrelateLiveRulesFunctionTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final String FILE = "logins.yml";

    private final SampleEvents samples = new SampleEvents();
    private final RuleBook<EventJudge> book = new RuleBook<>(GivenRules.NONE, EventJudge::new);
    private KeyedTwoInputStreamOperatorTestHarness<String, RuleMatch, RuleChange, Finding> harness;
    private long offset;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, RuleMatch, RuleChange, Finding> harness()
            throws Exception {
        return Harness.typed(
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new CorrelateLiveRulesFunction(GivenRules.NONE, 1),
                                List.of(MatchLiveRulesFunction.RULES)),
                        RuleMatch::key,
                        null,
                        Types.STRING),
                Finding.class);
    }

    /** What the matching stage has heard of. */
    private RuleChange changed(@Nullable String text, long seconds) {
        byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        RuleChange change = RuleChange.of(
                FILE.getBytes(StandardCharsets.UTF_8),
                value,
                TEN.plusSeconds(seconds).toEpochMilli(),
                0,
                offset++);
        book.take(change, Long.MIN_VALUE, 0);
        return change;
    }

    private void hear(RuleChange change) throws Exception {
        harness.processElement2(new StreamRecord<>(change));
        harness.setProcessingTime(harness.getProcessingTime() + 1_000);
    }

    /** A login that failed, and is never done. */
    private void failedLogin(long seconds) throws Exception {
        LogEvent event = samples.event(new Samples.Given(
                null,
                Map.of(
                        "@timestamp", TEN.plusSeconds(seconds).toString(),
                        "http.request.method", "POST",
                        "http.response.status_code", "401",
                        "user.id", "bob",
                        "url.path", "/login",
                        "source.ip", "10.0.0.9")));
        EventJudge judge = book.at(event.timestamp().toEpochMilli(), 10_000);
        List<RuleMatch> matches = new ArrayList<>();
        judge.tell(event, judge.match(event), book.offset(), finding -> {}, matches::add);
        for (RuleMatch match : matches) {
            if (match.rule().startsWith("Failed and never done")) {
                harness.processElement1(new StreamRecord<>(match));
            }
        }
        assertThat(matches).isNotEmpty();
    }

    private void watermark(long seconds) throws Exception {
        harness.processWatermark1(new Watermark(TEN.plusSeconds(seconds).toEpochMilli()));
    }

    private List<String> found() {
        return harness.extractOutputValues().stream().map(Finding::rule).toList();
    }

    @Test
    void judgesACorrelationThatCameWhileTheJobRan() throws Exception {
        hear(changed(LoginRules.TEXT, 0));
        failedLogin(1);
        watermark(60);

        assertThat(found()).containsExactly("Failed and never done");
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void aMatchThatIsThereBeforeItsRuleWaitsForIt() throws Exception {
        RuleChange change = changed(LoginRules.TEXT, 0);
        failedLogin(1);
        watermark(5);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        hear(change);
        watermark(6);
        watermark(60);

        assertThat(found()).containsExactly("Failed and never done");
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void goesOnAfterARestore() throws Exception {
        hear(changed(LoginRules.TEXT, 0));
        failedLogin(1);
        watermark(2);
        OperatorSubtaskState kept = harness.snapshot(1, 1);
        harness.close();

        harness = harness();
        harness.initializeState(kept);
        harness.open();
        harness.processWatermarkStatus2(WatermarkStatus.IDLE);
        watermark(60);

        assertThat(found()).containsExactly("Failed and never done");
    }

    @Test
    void whatAVersionBeganIsJudgedByItAfterTheNextOneCame() throws Exception {
        hear(changed(LoginRules.TEXT, -60));
        failedLogin(1);
        watermark(2);
        hear(changed(LoginRules.TEXT.replace("timespan: 20s", "timespan: 25s"), 0));
        watermark(60);

        assertThat(found()).containsExactly("Failed and never done");
        assertThat(harness.extractOutputValues().getFirst().reason()).contains("within 20s");
    }

    @Test
    void forgetsTheGroupsOfARuleThatIsForgotten() throws Exception {
        hear(changed(LoginRules.TEXT.replace("timespan: 20s", "timespan: 3h"), -60));
        failedLogin(1);
        watermark(2);
        hear(changed(null, 0));
        watermark(7_200);
        hear(changed("title: [", 7_200));
        watermark(20_000);

        assertThat(found()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
