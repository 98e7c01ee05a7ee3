package io.throughline.stream.infer;

import static io.throughline.stream.Parts.at;
import static io.throughline.stream.Parts.inbound;
import static io.throughline.stream.Parts.outbound;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.stream.Harness;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.InstanceHop;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.correlate.TracedPart;
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
class JudgeFunctionTest {
    private static final long DAY = 24 * 3_600_000L;

    private KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness("infer.learn-for", "0s");
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> harness(String key, String value)
            throws Exception {
        InferConfig config = InferConfig.from(new Settings(Map.of(key, value)));
        return Harness.of(new JudgeFunction(config), InstanceHop::instance, Unit.class);
    }

    private static void add(KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> to, FlowPart part)
            throws Exception {
        to.processElement(
                new InstanceHop(
                        "shop-1",
                        new TracedPart(
                                requireNonNull(part.hop()).id(),
                                null,
                                PackedParts.of(part, RecordPacker.of(FlowPart.class)))),
                part.time().toEpochMilli());
    }

    private static void watermark(KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> of, long millis)
            throws Exception {
        of.processWatermark(at(millis).toEpochMilli());
    }

    /** Requests of which each makes a call, many at once. */
    private static List<FlowPart> requests(int count) {
        Random random = new Random(3);
        List<FlowPart> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = i * 20L + random.nextInt(20);
            long end = start + 12 + random.nextInt(30);
            parts.add(outbound("c" + i, "shop", "stock", "-", "-", start + 4, end - 3));
            parts.add(inbound("r" + i, "shop", "-", null, start, end));
        }
        return parts;
    }

    private static List<String> told(KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> by) {
        List<String> told = new ArrayList<>();
        for (Unit unit : by.extractOutputValues()) {
            told.add(unit.id() + " " + unit.members().size() + " "
                    + unit.members().getLast().confidence());
        }
        return told;
    }

    @Test
    void waitsUntilThoseThatWentOnBesideAreKnown() throws Exception {
        for (FlowPart part : requests(5)) {
            add(harness, part);
        }
        watermark(harness, 4_999);
        assertThat(harness.extractOutputValues()).isEmpty();

        watermark(harness, 10_000);
        assertThat(harness.extractOutputValues())
                .hasSize(5)
                .allSatisfy(unit -> assertThat(unit.members()).hasSize(2));
    }

    @Test
    void takesARecordThatComesTwiceOnce() throws Exception {
        for (FlowPart part : requests(5)) {
            add(harness, part);
            add(harness, part);
        }
        watermark(harness, 10_000);

        assertThat(harness.extractOutputValues())
                .hasSize(5)
                .allSatisfy(unit -> assertThat(unit.members()).hasSize(2));
    }

    @Test
    void leavesACallAloneWhoseRequestNeverCame() throws Exception {
        add(harness, outbound("c", "shop", "stock", "-", "-", 10, 20));
        watermark(harness, 30_000);
        assertThat(harness.extractOutputValues()).isEmpty();

        watermark(harness, 60_000);
        assertThat(harness.getSideOutput(JudgeFunction.OPEN)).hasSize(1);
        assertThat(harness.getSideOutput(JudgeFunction.ROOTS)).hasSize(1);
    }

    @Test
    void goesOnAfterARestoreAsIfNothingHadBeen() throws Exception {
        List<FlowPart> parts = requests(2_000);
        for (FlowPart part : parts) {
            add(harness, part);
        }
        watermark(harness, 60_000);
        List<String> undisturbed = told(harness);

        List<String> disturbed = new ArrayList<>();
        try (KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> first =
                harness("infer.learn-for", "0s")) {
            first.open();
            for (FlowPart part : parts.subList(0, 1_500)) {
                add(first, part);
            }
            watermark(first, 12_000);
            disturbed.addAll(told(first));
            try (KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> second =
                    harness("infer.learn-for", "0s")) {
                second.initializeState(first.snapshot(1, 1));
                second.open();
                for (FlowPart part : parts.subList(1_500, parts.size())) {
                    add(second, part);
                }
                watermark(second, 60_000);
                disturbed.addAll(told(second));
            }
        }

        assertThat(disturbed).isEqualTo(undisturbed).hasSize(2_000);
    }

    @Test
    void findsTheSameInWhateverOrderRecordsCome() throws Exception {
        List<FlowPart> parts = requests(1_000);
        for (FlowPart part : parts) {
            add(harness, part);
        }
        watermark(harness, 60_000);
        Collections.shuffle(parts, new Random(1));
        try (KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> other =
                harness("infer.learn-for", "0s")) {
            other.open();
            for (FlowPart part : parts) {
                add(other, part);
            }
            watermark(other, 60_000);

            assertThat(told(other)).isEqualTo(told(harness));
        }
    }

    @Test
    void forgetsAnInstanceThatIsSilent() throws Exception {
        for (FlowPart part : requests(100)) {
            add(harness, part);
        }
        watermark(harness, 60_000);
        assertThat(harness.numKeyedStateEntries()).isPositive();

        watermark(harness, 60_000 + DAY);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void givesUpOnWhatIsBeyondItsLimitAndCountsIt() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, InstanceHop, Unit> small =
                harness("infer.max-spans", "1000")) {
            small.open();
            for (FlowPart part : requests(600)) {
                add(small, part);
            }
            assertThat(small.getSideOutput(JudgeFunction.OPEN)).hasSizeGreaterThanOrEqualTo(90);
        }
    }
}
