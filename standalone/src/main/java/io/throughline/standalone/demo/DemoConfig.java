package io.throughline.standalone.demo;

import io.throughline.core.config.Settings;
import java.time.Duration;

/**
 * How the demo runs.
 *
 * @param requestsPerSecond of all customers together, on average
 * @param findWithin how long a misuse goes on at most, and with it how long its alert may take
 */
public record DemoConfig(int requestsPerSecond, Duration findWithin) {
    public static DemoConfig from(Settings settings) {
        return new DemoConfig(
                settings.integer("demo.requests-per-second", 30, 1, 1_000),
                settings.duration(
                        "demo.find-within", Duration.ofSeconds(45), Duration.ofSeconds(5), Duration.ofMinutes(10)));
    }
}
