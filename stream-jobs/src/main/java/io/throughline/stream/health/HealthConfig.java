package io.throughline.stream.health;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * What judging health may be told. All times are event time.
 *
 * @param watched whether it is judged at all
 * @param learnFor no alert before the fleet was watched this long
 * @param hold a slice of 30 s is judged this long after its end, when most of its requests are over
 * @param holdInferred the same of requests whose flows have to be inferred
 * @param forgetAfter what a service did and was not seen doing this long is forgotten
 */
public record HealthConfig(
        boolean watched, Duration learnFor, Duration hold, Duration holdInferred, Duration forgetAfter)
        implements Serializable {
    public static HealthConfig from(Settings settings) {
        return new HealthConfig(
                settings.flag("health.watch", true),
                settings.duration("health.learn-for", Duration.ofMinutes(5), Duration.ZERO, Duration.ofDays(30)),
                settings.duration("health.hold", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofMinutes(10)),
                settings.duration(
                        "health.hold-inferred", Duration.ofSeconds(90), Duration.ofSeconds(1), Duration.ofMinutes(10)),
                settings.duration(
                        "health.forget-after", Duration.ofDays(7), Duration.ofHours(1), Duration.ofDays(365)));
    }

    public HealthConfig unwatched() {
        return new HealthConfig(false, learnFor, hold, holdInferred, forgetAfter);
    }

    Duration hold(Track track) {
        return track == Track.TOLD ? hold : holdInferred;
    }
}
