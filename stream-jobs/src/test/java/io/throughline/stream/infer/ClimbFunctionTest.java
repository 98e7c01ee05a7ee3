package io.throughline.stream.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.Harness;
import java.time.Duration;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class ClimbFunctionTest {
    private static final Duration KEEP = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofSeconds(20);

    private KeyedTwoInputStreamOperatorTestHarness<String, Step, Step, Step> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harness.of(new ClimbFunction(KEEP, WAIT), Step::unit, Step::up, Step.class);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static Step step(String unit, String up) {
        return new Step(unit, up, false, "call-of-" + up, EdgeEvidence.LINK, 1, false, 0);
    }

    private void sees(Step step) throws Exception {
        harness.processElement1(new StreamRecord<>(step, 0));
    }

    private void asks(Step step) throws Exception {
        harness.processElement2(new StreamRecord<>(step, 0));
    }

    private void watermark(long millis) throws Exception {
        harness.processBothWatermarks(new Watermark(millis));
    }

    @Test
    void seesWhatTheOneAboveSees() throws Exception {
        sees(step("b", "a"));
        asks(step("c", "b"));

        assertThat(harness.extractOutputValues()).containsExactly(step("c", "b").told("a", false, 0));
    }

    @Test
    void waitsForTheOneAbove() throws Exception {
        asks(step("c", "b"));
        assertThat(harness.extractOutputValues()).isEmpty();

        sees(Step.top("b", null, 0));
        assertThat(harness.extractOutputValues())
                .containsExactlyInAnyOrder(
                        Step.top("b", null, 0), step("c", "b").told("inf-b", true, 0));
    }

    @Test
    void takesTheOneAboveForTheRootWhenNothingIsHeardOfIt() throws Exception {
        asks(step("c", "b"));
        watermark(WAIT.toMillis());

        assertThat(harness.extractOutputValues()).containsExactly(step("c", "b").untold(WAIT.toMillis()));
    }

    @Test
    void takesNoAnswerThatCameTooLateHoweverFarTheClockLeapt() throws Exception {
        asks(step("c", "b"));
        sees(new Step("b", "a", false, "call-of-a", EdgeEvidence.LINK, 1, false, WAIT.toMillis() + 1));

        assertThat(harness.extractOutputValues()).containsExactly(step("c", "b").untold(WAIT.toMillis()));
    }

    @Test
    void keepsNothingInTheEnd() throws Exception {
        sees(step("b", "a"));
        asks(step("c", "b"));
        asks(step("x", "y"));
        watermark(WAIT.toMillis());

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
