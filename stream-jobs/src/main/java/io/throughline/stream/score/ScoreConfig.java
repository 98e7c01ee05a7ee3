package io.throughline.stream.score;

import io.throughline.core.config.Settings;
import io.throughline.core.score.Sensitivity;
import io.throughline.core.score.Suppression;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How alerts are scored and put together. The files are read where the job is started, so that every task of a cluster has the same.
 *
 * @param sensitivity of assets
 * @param suppressions alerts of which nobody is to be told
 * @param gateways services that take requests from outside; empty: those that call others and that nobody calls
 * @param groupGap alerts that have something in common are of one cause when no more time is between them
 * @param halfLife how long it takes until an alert counts half of an entity's risk
 */
public record ScoreConfig(
        Sensitivity sensitivity,
        List<Suppression> suppressions,
        List<String> gateways,
        Duration groupGap,
        Duration halfLife)
        implements Serializable {
    /** Of a file, in bytes. */
    private static final long MAX_FILE = 4 << 20;

    /** Of one file, that are named. */
    private static final int MAX_PROBLEMS = 20;

    public ScoreConfig {
        suppressions = List.copyOf(suppressions);
        gateways = List.copyOf(gateways);
    }

    public static ScoreConfig from(Settings settings) {
        double preset = settings.decimal("score.sensitivity.preset", 0.5, 0.01, 1);
        List<String> problems = new ArrayList<>();
        Sensitivity sensitivity =
                Sensitivity.read(preset, lines(settings, "score.sensitivity", problems), problems::add);
        tell(settings, "score.sensitivity", problems);
        List<Suppression> suppressions =
                Suppression.read(lines(settings, "score.suppressions", problems), problems::add);
        tell(settings, "score.suppressions", problems);
        String gateways = settings.optional("score.gateways");
        return new ScoreConfig(
                sensitivity,
                suppressions,
                gateways == null
                        ? List.of()
                        : Arrays.stream(gateways.split(","))
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList(),
                settings.duration("score.group-gap", Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofDays(1)),
                settings.duration("score.half-life", Duration.ofHours(2), Duration.ofMinutes(1), Duration.ofDays(30)));
    }

    private static List<String> lines(Settings settings, String key, List<String> problems) {
        @Nullable String file = settings.optional(key);
        if (file == null || file.isBlank()) {
            return List.of();
        }
        try {
            Path path = Path.of(file.strip());
            if (Files.size(path) > MAX_FILE) {
                problems.add("is a file of more than " + MAX_FILE + " bytes: " + file);
                return List.of();
            }
            return Files.readAllLines(path);
        } catch (IOException e) {
            problems.add("is a file that cannot be read: " + e);
            return List.of();
        }
    }

    private static void tell(Settings settings, String key, List<String> problems) {
        problems.stream().limit(MAX_PROBLEMS).forEach(problem -> settings.problem(key, problem));
        if (problems.size() > MAX_PROBLEMS) {
            settings.problem(key, "has " + (problems.size() - MAX_PROBLEMS) + " problems more");
        }
        problems.clear();
    }
}
