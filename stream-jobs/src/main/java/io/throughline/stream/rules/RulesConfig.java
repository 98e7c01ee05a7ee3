package io.throughline.stream.rules;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Which rules events are judged by.
 *
 * @param paths rule files and folders with them, read where the job is started; empty: none
 * @param window matches of one rule about one entity are one alert within this long
 */
public record RulesConfig(List<String> paths, Duration window) implements Serializable {
    public RulesConfig {
        paths = List.copyOf(paths);
    }

    public static RulesConfig from(Settings settings) {
        String paths = settings.optional("detect.rules");
        return new RulesConfig(
                paths == null
                        ? List.of()
                        : Arrays.stream(paths.split(","))
                                .map(String::strip)
                                .filter(path -> !path.isEmpty())
                                .toList(),
                settings.duration(
                        "detect.rules.window", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofDays(1)));
    }
}
