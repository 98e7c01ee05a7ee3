package io.throughline.stream.report;

import static io.throughline.stream.Parts.BEGIN;
import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.ApiMinute;
import io.throughline.stream.Harness;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiMinuteFunctionTest {
    private static final Duration KEEP = Duration.ofMinutes(10);

    private KeyedOneInputStreamOperatorTestHarness<String, ApiObservation, ApiMinute> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harness.of(new ApiMinuteFunction(KEEP), ApiMinuteFunction::keyOf, ApiMinute.class);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void saw(@Nullable String caller, long endMillis, long tookMillis, boolean failed) throws Exception {
        harness.processElement(
                new ApiObservation(
                        "shop", "GET", "/orders/{id}", at(endMillis), Duration.ofMillis(tookMillis), failed, caller),
                at(endMillis).toEpochMilli());
    }

    private void watermark(long millis) throws Exception {
        harness.processWatermark(at(millis).toEpochMilli());
    }

    private ApiMinute last() {
        return harness.extractOutputValues().getLast();
    }

    @Test
    void countsRequestsErrorsAndLatencyOfAMinute() throws Exception {
        saw(null, 1_000, 10, false);
        saw(null, 2_000, 10, false);
        saw(null, 3_000, 500, true);
        saw(null, 61_000, 10, false);
        watermark(120_000);

        assertThat(harness.extractOutputValues()).hasSize(2);
        ApiMinute first = harness.extractOutputValues().getFirst();
        assertThat(first.minute()).isEqualTo(BEGIN);
        assertThat(first.requests()).isEqualTo(3);
        assertThat(first.errors()).isEqualTo(1);
        // The histogram is good to one per cent; quantiles are in microseconds.
        assertThat(first.latency().quantile(0.5)).isBetween(9_900L, 10_100L);
        assertThat(first.latency().quantile(1)).isBetween(495_000L, 505_000L);
    }

    @Test
    void believesTheCalledServiceAndNamesTheCallers() throws Exception {
        saw(null, 1_000, 10, false);
        saw("cart", 1_000, 12, false);
        saw("cart", 1_500, 12, true);
        watermark(60_000);

        assertThat(last().requests()).isEqualTo(1);
        assertThat(last().errors()).isZero();
        assertThat(last().callers()).containsExactlyEntriesOf(Map.of("cart", 2L));
    }

    @Test
    void takesTheCallersWordWhereTheServiceWritesNothing() throws Exception {
        saw("cart", 1_000, 12, false);
        saw("web", 1_500, 12, true);
        watermark(60_000);

        assertThat(last().requests()).isEqualTo(2);
        assertThat(last().errors()).isEqualTo(1);
    }

    @Test
    void keepsTheMostFrequentCallersAndCountsTheRest() throws Exception {
        for (int caller = 0; caller < ApiMinute.MAX_CALLERS + 50; caller++) {
            saw("caller-" + caller, 1_000, 1, false);
        }
        for (int i = 0; i < 5; i++) {
            saw("caller-" + (ApiMinute.MAX_CALLERS + 49), 2_000, 1, false);
        }
        watermark(60_000);

        assertThat(last().callers())
                .containsEntry("caller-" + (ApiMinute.MAX_CALLERS + 49), 6L)
                .hasSizeLessThanOrEqualTo(ApiMinute.MAX_CALLERS + 1);
        assertThat(last().callers().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(ApiMinute.MAX_CALLERS + 55);
    }

    @Test
    void amendsForALateRecordAndThenForgets() throws Exception {
        saw(null, 1_000, 10, false);
        watermark(120_000);
        saw(null, 2_000, 10, false);
        watermark(130_000);
        assertThat(last().requests()).isEqualTo(2);

        watermark(KEEP.toMillis() + 60_000);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
