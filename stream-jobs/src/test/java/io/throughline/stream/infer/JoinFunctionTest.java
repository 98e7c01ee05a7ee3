package io.throughline.stream.infer;

import static io.throughline.stream.Parts.inbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.Harness;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.types.RecordPacker;
import java.time.Duration;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class JoinFunctionTest {
    private static final Duration WAIT = Duration.ofSeconds(100);
    private static final String TRACE = "00000000000000000000000000000001";

    private final RecordPacker<FlowPart> packer = RecordPacker.of(FlowPart.class);
    private KeyedOneInputStreamOperatorTestHarness<String, LinkEnd, Step> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, LinkEnd, Step> harness() throws Exception {
        return Harness.of(new JoinFunction(WAIT), LinkEnd::link, Step.class);
    }

    private static LinkEnd caller(@Nullable String trace, @Nullable String call, boolean settled, long known) {
        return new LinkEnd("l", true, "a", trace, "a-call", call, settled, null, EdgeEvidence.LINK, 1, known);
    }

    private static LinkEnd called(long known) {
        return new LinkEnd("l", false, "b", null, "b", null, false, null, EdgeEvidence.LINK, 1, known);
    }

    private LinkEnd calledAndSettled(@Nullable String call) {
        PackedParts part = PackedParts.of(inbound("b", "shop", "s", null, 0, 10), packer);
        return new LinkEnd("l", false, "b", TRACE, "hop-b", call, true, part, EdgeEvidence.LINK, 1, 0);
    }

    private void comes(LinkEnd end) throws Exception {
        harness.processElement(new StreamRecord<>(end, end.known()));
    }

    @Test
    void leadsFromTheCalledToItsCallerWhicheverComesFirst() throws Exception {
        comes(called(10));
        comes(caller(null, null, false, 20));
        Step expected = new Step("b", "a", false, "a-call", EdgeEvidence.LINK, 1, false, 20);
        assertThat(harness.extractOutputValues()).containsExactly(expected);

        comes(called(10));
        assertThat(harness.extractOutputValues()).containsExactly(expected, expected);
    }

    @Test
    void knowsTheFlowAtOnceWhereTheCallerNamesATrace() throws Exception {
        comes(caller(TRACE, null, true, 20));
        comes(called(10));

        assertThat(harness.extractOutputValues())
                .containsExactly(new Step("b", TRACE, true, "a-call", EdgeEvidence.LINK, 1, true, 20));
    }

    @Test
    void placesWhatIsInItsFlowAlreadyAndIsReachedFromAnother() throws Exception {
        comes(caller(null, null, false, 20));
        comes(calledAndSettled(null));

        assertThat(harness.extractOutputValues()).isEmpty();
        FlowRecord placed = harness.getSideOutput(JoinFunction.PLACED).remove().getValue();
        assertThat(placed.flow()).isEqualTo(TRACE);
        assertThat(placed.part().unpack(packer).getFirst().placed())
                .isEqualTo(new FlowPart.Placed("a-call", EdgeEvidence.LINK, 1));
    }

    @Test
    void saysNothingWhereIdsTellBothSides() throws Exception {
        comes(caller(TRACE, TRACE + ":s", true, 20));
        comes(calledAndSettled(TRACE + ":s"));

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.getSideOutput(JoinFunction.PLACED)).isNullOrEmpty();
    }

    @Test
    void leavesTheCalledAloneWhenNoCallerComes() throws Exception {
        comes(called(10));
        harness.processWatermark(new Watermark(10 + WAIT.toMillis()));

        assertThat(harness.extractOutputValues()).containsExactly(Step.top("b", null, 10 + WAIT.toMillis()));
    }

    @Test
    void goesOnAfterARestore() throws Exception {
        comes(called(10));
        try (KeyedOneInputStreamOperatorTestHarness<String, LinkEnd, Step> restored = harness()) {
            restored.initializeState(harness.snapshot(1, 1));
            restored.open();
            restored.processElement(new StreamRecord<>(caller(null, null, false, 20), 20));

            assertThat(restored.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void keepsNothingInTheEnd() throws Exception {
        comes(called(10));
        comes(caller(null, null, false, 20));
        comes(calledAndSettled(null));
        harness.processWatermark(new Watermark(20 + WAIT.toMillis()));

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
