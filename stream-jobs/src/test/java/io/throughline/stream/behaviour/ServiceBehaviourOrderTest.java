package io.throughline.stream.behaviour;

import static io.throughline.stream.Parts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import io.throughline.stream.Harness;
import io.throughline.stream.detect.DetectFunction;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted, as any test may.
class ServiceBehaviourOrderTest {
    private static final Duration FORGET = Duration.ofHours(2);

    private static KeyedOneInputStreamOperatorTestHarness<String, News, Alert> harness(
            @Nullable OperatorSubtaskState state) throws Exception {
        ServiceDetector detector = new ServiceDetector(Watched.config(Map.of()), OpenApiDocuments.NONE);
        var harness = Harness.of(
                new DetectFunction<News, ServiceMemory>(detector, RecordTypeInfo.of(News.class), FORGET),
                News::about,
                Alert.class);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    /** What a fleet does of which every detector has something to tell. */
    private static List<News> misuse() {
        Watched fleet = new Watched().learned();
        fleet.asks("gateway", "orders", "/export", 130);
        fleet.asks("payments", "10.0.0.9", null, 131);
        fleet.asks("users", "payments", "/payments/{id}", 132);
        fleet.asks("gateway", "payments", "/payments/{id}", 133);
        fleet.asks("orders", "169.254.169.254", null, 134);
        fleet.asks(null, "gateway", "/v1/orders/{id}", 135);
        for (int i = 0; i < 4; i++) {
            fleet.asks("orders", "10.0.0." + i, null, 140 + i);
        }
        assertThat(fleet.rules())
                .contains(
                        "new-endpoint",
                        "new-edge",
                        "sensitive-caller",
                        "internal-endpoint-exposed",
                        "control-plane-contact",
                        "old-version",
                        "fan-out");
        return fleet.news;
    }

    private static Map<String, Alert> alerts(KeyedOneInputStreamOperatorTestHarness<String, News, Alert> harness) {
        Map<String, Alert> alerts = new TreeMap<>();
        harness.extractOutputValues().forEach(alert -> alerts.put(alert.id(), alert));
        return alerts;
    }

    private static Map<String, Alert> judged(List<News> news) throws Exception {
        try (var harness = harness(null)) {
            for (News one : news) {
                harness.processElement(new StreamRecord<>(one));
            }
            harness.processWatermark(new Watermark(at(200_000).toEpochMilli()));
            return alerts(harness);
        }
    }

    @Test
    void theOrderOfArrivalChangesNothing() throws Exception {
        List<News> inOrder = misuse();
        List<News> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(11));

        assertThat(judged(shuffled)).isNotEmpty().isEqualTo(judged(inOrder));
    }

    @Test
    void whatIsToldTwiceIsTheSameAlerts() throws Exception {
        List<News> once = misuse();
        List<News> twice = new ArrayList<>(once);
        twice.addAll(once);

        assertThat(judged(twice).keySet()).containsAll(judged(once).keySet());
    }

    @Test
    void aRestoreInTheMiddleChangesNothing() throws Exception {
        List<News> news = misuse();
        Map<String, Alert> whole = judged(news);
        int half = news.size() - 6;
        Map<String, Alert> parts = new TreeMap<>();
        OperatorSubtaskState state;
        try (var harness = harness(null)) {
            for (News one : news.subList(0, half)) {
                harness.processElement(new StreamRecord<>(one));
            }
            harness.processWatermark(new Watermark(at(132_500).toEpochMilli()));
            parts.putAll(alerts(harness));
            state = harness.snapshot(1, 1);
        }
        try (var harness = harness(state)) {
            for (News one : news.subList(half, news.size())) {
                harness.processElement(new StreamRecord<>(one));
            }
            harness.processWatermark(new Watermark(at(200_000).toEpochMilli()));
            parts.putAll(alerts(harness));
        }

        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void nothingIsKeptOfAFleetThatFellSilent() throws Exception {
        try (var harness = harness(null)) {
            for (News one : misuse()) {
                harness.processElement(new StreamRecord<>(one));
            }
            harness.processWatermark(
                    new Watermark(at(200_000).plus(FORGET.multipliedBy(3)).toEpochMilli()));

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }
}
