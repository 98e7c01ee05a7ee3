package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import io.throughline.stream.Harness;
import io.throughline.stream.Parts;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrincipalStagesTest {
    private static final Duration FORGET = Duration.ofHours(12);
    private static final long LEARNED = 90 * 60_000;

    private final PrincipalConfig config = PrincipalConfig.from(new Settings(Map.of()));
    private final EndpointDetector endpoints = new EndpointDetector(config, Duration.ofHours(1), FORGET);
    private final PrincipalDetector principals = new PrincipalDetector(config, Duration.ofHours(1), FORGET);

    /** Ordinary requests, then a walk through ids, a stolen session and a large answer. */
    private static List<Ask> asks() {
        Random random = new Random(4);
        List<Ask> asks = new ArrayList<>();
        for (long time = 0; time < LEARNED; time += 3_000) {
            asks.add(customer(random.nextInt(50)).id(random.nextInt(300)).at(time));
        }
        for (int i = 0; i < 60; i++) {
            asks.add(customer(51).id(1_000 + i).at(LEARNED + i * 1_000L));
            asks.add(customer(7)
                    .from(i % 2 == 0 ? "198.51.100.9" : "203.0.113.7")
                    .id(1)
                    .at(LEARNED + i * 1_000L + 1));
        }
        asks.add(customer(9).id(3).sized(3_000_000).at(LEARNED + 70_000));
        return asks;
    }

    private static Asks customer(int person) {
        return Asks.by("person-" + person)
                .in("customer")
                .with("0123456789abcd%02d".formatted(person))
                .from("203.0.113." + person);
    }

    private <O, S> KeyedOneInputStreamOperatorTestHarness<String, O, Alert> harness(
            Detector<O, S> detector, Class<O> type, @Nullable OperatorSubtaskState state) throws Exception {
        var harness = Harness.of(
                new DetectFunction<>(detector, RecordTypeInfo.of(type), FORGET), detector::keyOf, Alert.class);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    /** The last version of each alert, by id. */
    private <O, S> List<String> alerts(Detector<O, S> detector, Class<O> type, List<O> asks, boolean restored)
            throws Exception {
        List<Alert> told = new ArrayList<>();
        var harness = harness(detector, type, null);
        for (O ask : asks.subList(0, asks.size() / 2)) {
            harness.processElement(ask, 0);
        }
        if (restored) {
            OperatorSubtaskState state = harness.snapshot(1, 1);
            told.addAll(harness.extractOutputValues());
            harness.close();
            harness = harness(detector, type, state);
        }
        for (O ask : asks.subList(asks.size() / 2, asks.size())) {
            harness.processElement(ask, 0);
        }
        harness.processWatermark(new Watermark(Parts.at(LEARNED * 2).toEpochMilli()));
        told.addAll(harness.extractOutputValues());
        harness.processWatermark(
                new Watermark(Parts.at(LEARNED * 2).plus(FORGET).plus(FORGET).toEpochMilli()));
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
        return told.stream().map(Alert::toString).sorted().toList();
    }

    private static List<NamedAsk> named(List<Ask> asks) {
        return asks.stream().flatMap(ask -> NamedAsk.of(ask).stream()).toList();
    }

    @Test
    void findsTheSameWhateverTheOrderOnceTwiceAndAfterARestore() throws Exception {
        List<String> ofEndpoints = alerts(endpoints, Ask.class, asks(), false);
        List<String> ofPrincipals = alerts(principals, NamedAsk.class, named(asks()), false);
        assertThat(ofEndpoints).anyMatch(alert -> alert.contains(EndpointDetector.ENUMERATION));
        assertThat(ofEndpoints).anyMatch(alert -> alert.contains(EndpointDetector.SIZE));
        assertThat(ofPrincipals).anyMatch(alert -> alert.contains(TwoPlaces.RULE));

        List<Ask> twice = new ArrayList<>(asks());
        twice.addAll(asks());
        Collections.shuffle(twice, new Random(8));

        assertThat(alerts(endpoints, Ask.class, twice, true)).isEqualTo(ofEndpoints);
        assertThat(alerts(principals, NamedAsk.class, named(twice), true)).isEqualTo(ofPrincipals);
    }
}
