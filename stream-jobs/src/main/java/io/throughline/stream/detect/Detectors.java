package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.stream.types.Operators;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Draws detectors into the graph. */
public final class Detectors {
    private Detectors() {}

    /**
     * @param type of the observations
     * @param forgetAfter how long a key that falls silent is remembered, in event time
     * @return what {@code detector} raises, by its keys
     */
    public static <O, S> DataStream<Alert> alerts(
            DataStream<O> observations, Class<O> type, Detector<O, S> detector, Duration forgetAfter) {
        return Operators.named(
                observations
                        .keyBy(detector::keyOf)
                        .process(new DetectFunction<>(detector, RecordTypeInfo.of(type), forgetAfter)),
                Alert.class,
                "detect " + detector.rule());
    }
}
