package io.throughline.stream.correlate;

import static io.throughline.stream.Parts.at;
import static io.throughline.stream.Parts.inbound;
import static io.throughline.stream.Parts.line;
import static io.throughline.stream.Parts.outbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Flow;
import io.throughline.stream.Harness;
import io.throughline.stream.types.RecordPacker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class CorrelateFunctionTest {
    private static final CorrelateConfig CONFIG = CorrelateConfig.from(new Settings(Map.of()));

    private KeyedOneInputStreamOperatorTestHarness<String, FlowRecord, Flow> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, FlowRecord, Flow> harness() throws Exception {
        return Harness.of(new CorrelateFunction(CONFIG, true, false), FlowRecord::flow, Flow.class);
    }

    private static FlowRecord record(FlowPart part) {
        return new FlowRecord("t1", PackedParts.of(part, RecordPacker.of(FlowPart.class)));
    }

    private void add(FlowPart part) throws Exception {
        harness.processElement(record(part), part.time().toEpochMilli());
    }

    private void watermark(long millis) throws Exception {
        harness.processWatermark(at(millis).toEpochMilli());
    }

    private void waitForOpenVersions() throws Exception {
        harness.setProcessingTime(
                harness.getProcessingTime() + CONFIG.writeOpenAfter().toMillis());
    }

    @Test
    void writesAFlowWhenItIsQuietAndAgainWhenItCloses() throws Exception {
        add(line("a", "x", "s1", 0));
        add(line("b", "x", "s1", 500));
        watermark(2_000);
        assertThat(harness.extractOutputValues()).isEmpty();

        watermark(2_500);
        assertThat(harness.extractOutputValues()).isEmpty();
        waitForOpenVersions();
        assertThat(harness.extractOutputValues()).singleElement().satisfies(flow -> {
            assertThat(flow.lines()).isEqualTo(2);
            assertThat(flow.closed()).isFalse();
        });

        watermark(60_500);
        assertThat(harness.extractOutputValues()).hasSize(2);
        assertThat(harness.extractOutputValues().getLast().closed()).isTrue();
    }

    @Test
    void writesNoOpenVersionOfAFlowThatClosesAtOnce() throws Exception {
        add(line("a", "x", "s1", 0));
        watermark(2_500);
        watermark(60_500);
        waitForOpenVersions();

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(flow -> assertThat(flow.closed()).isTrue());
    }

    @Test
    void writesAnOpenFlowAsItIsByThen() throws Exception {
        add(line("a", "x", "s1", 0));
        watermark(2_500);
        add(line("b", "x", "s1", 2_600));
        add(line("c", "x", "s1", 9_000));
        watermark(3_000);
        waitForOpenVersions();

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(flow -> assertThat(flow.lines()).isEqualTo(2));
    }

    @Test
    void amendsAClosedFlowWithALateRecord() throws Exception {
        add(line("a", "x", "s1", 0));
        watermark(70_000);
        add(line("late", "y", "s2", 100));
        watermark(70_100);

        Flow amended = harness.extractOutputValues().getLast();
        assertThat(amended.lines()).isEqualTo(2);
        assertThat(amended.services()).containsExactly("x", "y");
    }

    @Test
    void takesARecordOnce() throws Exception {
        add(line("a", "x", "s1", 0));
        add(line("a", "x", "s1", 0));
        watermark(3_000);
        waitForOpenVersions();

        assertThat(harness.extractOutputValues().getLast().lines()).isEqualTo(1);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        add(line("a", "x", "s1", 0));
        add(line("b", "x", "s1", 40_000));
        watermark(Long.MAX_VALUE / 2 - at(0).toEpochMilli());

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void writesTheSameVersionsInWhateverOrderRecordsComeWithinTheWatermark() throws Exception {
        List<FlowPart> parts = new ArrayList<>();
        Random random = new Random(11);
        for (int i = 0; i < 40; i++) {
            parts.add(line("e" + i, "svc" + i % 3, "s" + i % 5, random.nextInt(30_000)));
        }
        List<Flow> expected = run(parts);
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(parts, random);
            assertThat(run(parts)).isEqualTo(expected);
        }
    }

    private static List<Flow> run(List<FlowPart> parts) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, FlowRecord, Flow> fresh = harness()) {
            fresh.open();
            for (FlowPart part : parts) {
                fresh.processElement(record(part), part.time().toEpochMilli());
            }
            for (long time = 0; time < 100_000; time += 700) {
                fresh.processWatermark(at(time).toEpochMilli());
                fresh.setProcessingTime(time);
            }
            return fresh.extractOutputValues();
        }
    }

    @Test
    void survivesARestore() throws Exception {
        add(line("a", "x", "s1", 0));
        var snapshot = harness.snapshot(1, 1);
        try (KeyedOneInputStreamOperatorTestHarness<String, FlowRecord, Flow> restored = harness()) {
            restored.initializeState(snapshot);
            restored.open();
            FlowPart next = line("b", "x", "s1", 100);
            restored.processElement(record(next), next.time().toEpochMilli());
            restored.processWatermark(at(5_000).toEpochMilli());
            restored.setProcessingTime(CONFIG.writeOpenAfter().toMillis());

            assertThat(restored.extractOutputValues().getLast().lines()).isEqualTo(2);
        }
    }

    @Test
    void writesAnOpenFlowAfterARestoreWhenEventTimeHasComeBack() throws Exception {
        add(line("a", "x", "s1", 0));
        watermark(2_500);
        var snapshot = harness.snapshot(1, 1);
        long wait = CONFIG.writeOpenAfter().toMillis();
        try (KeyedOneInputStreamOperatorTestHarness<String, FlowRecord, Flow> restored = harness()) {
            restored.initializeState(snapshot);
            restored.open();
            restored.setProcessingTime(wait);
            assertThat(restored.extractOutputValues()).isEmpty();

            restored.processWatermark(at(2_500).toEpochMilli());
            restored.setProcessingTime(2 * wait);
            assertThat(restored.extractOutputValues())
                    .singleElement()
                    .satisfies(flow -> assertThat(flow.closed()).isFalse());
        }
    }

    @Test
    void tellsOfACallThatOnlyTheFlowProvesOnce() throws Exception {
        add(inbound("a", "shop", "s1", null, 0, 100));
        add(outbound("b", "shop", null, "s2", "s1", 10, 90));
        add(inbound("c", "orders", "s3", "s2", 15, 85));
        watermark(3_000);
        watermark(70_000);

        assertThat(harness.getSideOutput(CorrelateFunction.CALLS))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.getValue().caller()).isEqualTo("shop");
                    assertThat(told.getValue().callee()).isEqualTo("orders");
                });
    }

    @Test
    void leavesACallToTheCallersRecordThatNamesItsPeer() throws Exception {
        add(inbound("a", "shop", "s1", null, 0, 100));
        add(outbound("b", "shop", "orders", "s2", "s1", 10, 90));
        add(inbound("c", "orders", "s3", "s2", 15, 85));
        watermark(70_000);

        assertThat(harness.getSideOutput(CorrelateFunction.CALLS)).isNullOrEmpty();
    }
}
