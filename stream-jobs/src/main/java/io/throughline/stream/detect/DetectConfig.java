package io.throughline.stream.detect;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the detectors may be told. All times are event time.
 *
 * @param on whether anything is detected at all; without it the line collects, correlates and counts
 * @param learnFor no alert on a key before it was observed this long
 * @param forgetAfter what was not seen this long is forgotten, and news again
 * @param newEdgeMinCalls calls of a caller before its habits count as known
 * @param burstWindow errors are counted over this long
 * @param burstMinErrors fewer errors in a window are no burst
 * @param burstChance alert when the learned rate gives this many errors with a smaller probability
 * @param payloads whether requests are looked through for attacks in what they carry
 * @param profileMinValues values of a parameter before anything of it is unusual
 * @param profileMinClients different clients before anything of an endpoint's parameters is unusual
 * @param payloadWindow attacks of one kind from one caller on one endpoint are one alert within this long
 */
public record DetectConfig(
        boolean on,
        Duration learnFor,
        Duration forgetAfter,
        int newEdgeMinCalls,
        Duration burstWindow,
        int burstMinErrors,
        double burstChance,
        boolean payloads,
        int profileMinValues,
        int profileMinClients,
        Duration payloadWindow)
        implements Serializable {
    public static DetectConfig from(Settings settings) {
        boolean on = settings.flag("detect.enabled", true);
        return new DetectConfig(
                on,
                settings.duration("detect.learn-for", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(30)),
                settings.duration(
                        "detect.forget-after", Duration.ofDays(30), Duration.ofMinutes(1), Duration.ofDays(365)),
                settings.integer("detect.new-edge.min-calls", 20, 1, 1_000_000),
                settings.duration(
                        "detect.error-burst.window",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10)),
                settings.integer("detect.error-burst.min-errors", 5, 1, 1_000_000),
                settings.decimal("detect.error-burst.chance", 1e-6, 1e-15, 0.01),
                settings.flag("detect.payload.check", true) && on,
                settings.integer("detect.unusual-parameter.min-values", 200, 10, 1_000_000),
                settings.integer("detect.unusual-parameter.min-clients", 5, 1, 8),
                settings.duration(
                        "detect.payload.window", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(1)));
    }
}
