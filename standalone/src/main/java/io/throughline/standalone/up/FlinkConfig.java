package io.throughline.standalone.up;

import io.throughline.core.config.Settings;
import java.time.Duration;

/**
 * How the embedded Flink runs the jobs.
 *
 * @param parallelism of every operator, {@code jobs.parallelism}
 * @param checkpointInterval {@code jobs.checkpoint.interval}; what is younger is done again after a crash
 */
public record FlinkConfig(int parallelism, Duration checkpointInterval) {
    public static FlinkConfig from(Settings settings) {
        return new FlinkConfig(
                settings.integer("jobs.parallelism", 2, 1, 256),
                settings.duration(
                        "jobs.checkpoint.interval",
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofHours(1)));
    }
}
