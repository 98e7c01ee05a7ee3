package io.throughline.stream.sources;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How event time advances.
 *
 * @param outOfOrderness how much older than its source's newest record a record may be without being late
 * @param idleAfter a source silent this long, while others speak, is not waited for; nothing at all for this long, and event time goes on with the wall clock
 * @param maxSourceLag a source further behind than this is not waited for
 */
public record TimeConfig(Duration outOfOrderness, Duration idleAfter, Duration maxSourceLag) implements Serializable {
    public static TimeConfig from(Settings settings) {
        return new TimeConfig(
                settings.duration(
                        "jobs.out-of-orderness", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(10)),
                settings.duration(
                        "jobs.idle-after", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMinutes(10)),
                settings.duration(
                        "jobs.max-source-lag", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(365)));
    }
}
