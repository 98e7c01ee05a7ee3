package io.throughline.stream.infer;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.stream.Harness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class PairFunctionTest {
    private static final int CALLS = 300;
    private static final long DAY = 24 * 3_600_000L;

    private KeyedOneInputStreamOperatorTestHarness<String, OpenEnd, Step> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, OpenEnd, Step> harness() throws Exception {
        return Harness.of(
                new PairFunction(InferConfig.from(new Settings(Map.of())), Duration.ofSeconds(20)),
                end -> String.valueOf(OpenEnd.called(end.hop())),
                Step.class);
    }

    private static OpenEnd end(String id, Vantage vantage, @Nullable String call, long start, long end) {
        boolean caller = vantage == Vantage.OUTBOUND;
        Hop hop = new Hop(
                id,
                vantage,
                caller ? "shop" : "stock",
                caller ? "shop-1" : "stock-1",
                at(start),
                Duration.ofMillis(end - start),
                "GET /stock",
                caller ? "stock" : "shop",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
        return new OpenEnd("unit-of-" + id, null, call, false, null, hop, at(end).toEpochMilli());
    }

    /** Calls of 20 ms, one every 40 ms or so, which take 2 ms on their way. */
    private static List<OpenEnd> calls(boolean ids) {
        Random random = new Random(3);
        List<OpenEnd> ends = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long start = i * 40L + random.nextInt(30);
            long end = start + 15 + random.nextInt(10);
            String call = ids ? "trace-" + i : null;
            ends.add(end("c" + i, Vantage.OUTBOUND, call, start, end));
            ends.add(end("s" + i, Vantage.INBOUND, call, start + 2, end - 2));
        }
        return ends;
    }

    private static void add(KeyedOneInputStreamOperatorTestHarness<String, OpenEnd, Step> to, List<OpenEnd> ends)
            throws Exception {
        for (OpenEnd end : ends) {
            to.processElement(new StreamRecord<>(end, end.known()));
        }
    }

    private static void watermark(KeyedOneInputStreamOperatorTestHarness<String, OpenEnd, Step> of, long millis)
            throws Exception {
        of.processWatermark(new Watermark(at(millis).toEpochMilli()));
    }

    private static long right(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.unit()
                        .equals("unit-of-s" + String.valueOf(step.caller()).substring(1)))
                .count();
    }

    @Test
    void findsTheTwoSidesOfEachCall() throws Exception {
        add(harness, calls(false));
        watermark(harness, 60_000);

        assertThat(harness.extractOutputValues()).hasSize(CALLS);
        assertThat(right(harness.extractOutputValues())).isGreaterThan(CALLS * 95 / 100);
    }

    @Test
    void goesByIdsWhereBothSidesHaveThem() throws Exception {
        add(harness, calls(true));
        watermark(harness, 60_000);

        assertThat(right(harness.extractOutputValues())).isEqualTo(CALLS);
        assertThat(harness.extractOutputValues())
                .allSatisfy(step -> assertThat(step.confidence()).isEqualTo(1));
    }

    @Test
    void goesOnAfterARestoreAsIfNothingHadBeen() throws Exception {
        List<OpenEnd> ends = calls(false);
        add(harness, ends);
        watermark(harness, 60_000);

        List<Step> disturbed = new ArrayList<>();
        try (KeyedOneInputStreamOperatorTestHarness<String, OpenEnd, Step> first = harness()) {
            first.open();
            add(first, ends);
            watermark(first, 30_000);
            disturbed.addAll(first.extractOutputValues());
            assertThat(disturbed).hasSizeBetween(1, CALLS - 1);
            try (KeyedOneInputStreamOperatorTestHarness<String, OpenEnd, Step> second = harness()) {
                second.initializeState(first.snapshot(1, 1));
                second.open();
                watermark(second, 60_000);
                disturbed.addAll(second.extractOutputValues());
            }
        }

        assertThat(disturbed).containsExactlyInAnyOrderElementsOf(harness.extractOutputValues());
    }

    @Test
    void leavesTheCalledAloneWhenNoCallerComesAndKeepsNothingInTheEnd() throws Exception {
        add(harness, calls(false));
        add(harness, List.of(end("s999", Vantage.INBOUND, null, 500, 510)));
        watermark(harness, 90_000);
        assertThat(harness.extractOutputValues()).hasSize(CALLS + 1);

        watermark(harness, 90_000 + DAY);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
