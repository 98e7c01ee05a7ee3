package io.throughline.stream.infer;

import static io.throughline.stream.Parts.inbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.stream.Harness;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.correlate.TracedPart;
import io.throughline.stream.types.RecordPacker;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class NameFunctionTest {
    private static final Duration WAIT = Duration.ofSeconds(100);

    private final RecordPacker<FlowPart> packer = RecordPacker.of(FlowPart.class);
    private KeyedTwoInputStreamOperatorTestHarness<String, Unit, Step, Named> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Unit, Step, Named> harness() throws Exception {
        return Harness.of(new NameFunction(WAIT), Unit::id, Step::unit, Named.class);
    }

    private StreamRecord<Unit> unit(long known) {
        TracedPart part = new TracedPart("b", null, PackedParts.of(inbound("b", "shop", "-", null, 0, 10), packer));
        return new StreamRecord<>(new Unit("b", "shop-1", null, List.of(new Unit.Member(part, null, 1)), known), known);
    }

    private static StreamRecord<Step> step(long known) {
        return new StreamRecord<>(Step.top("b", "the-flow", known), known);
    }

    @Test
    void namesAUnitWhicheverComesFirst() throws Exception {
        harness.processElement1(unit(10));
        harness.processElement2(step(20));
        harness.processElement2(step(20));
        harness.processElement1(unit(10));

        assertThat(harness.extractOutputValues()).hasSize(2).allSatisfy(named -> {
            assertThat(named.flow()).isEqualTo("the-flow");
            assertThat(named.known()).isEqualTo(20);
        });
    }

    @Test
    void takesAUnitForAFlowOfItsOwnWhenNothingIsHeardOrTooLate() throws Exception {
        harness.processElement1(unit(10));
        harness.processBothWatermarks(new Watermark(10 + WAIT.toMillis()));
        harness.processElement1(unit(10));
        harness.processElement2(step(11 + WAIT.toMillis()));

        assertThat(harness.extractOutputValues())
                .hasSize(2)
                .allSatisfy(named -> assertThat(named.flow()).isEqualTo("inf-b"));
    }

    @Test
    void goesOnAfterARestore() throws Exception {
        harness.processElement1(unit(10));
        try (KeyedTwoInputStreamOperatorTestHarness<String, Unit, Step, Named> restored = harness()) {
            restored.initializeState(harness.snapshot(1, 1));
            restored.open();
            restored.processElement2(step(20));

            assertThat(restored.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void keepsNothingInTheEnd() throws Exception {
        harness.processElement1(unit(10));
        harness.processElement2(step(20));
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.processElement2(step(20));
        harness.processBothWatermarks(new Watermark(20 + WAIT.toMillis()));

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
