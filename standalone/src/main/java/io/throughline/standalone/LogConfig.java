package io.throughline.standalone;

import io.throughline.core.config.Settings;
import java.util.List;
import java.util.Locale;

/**
 * How this process logs.
 *
 * @param level of Throughline's own classes, {@code log.level}; libraries log warnings
 * @param json one JSON object a line instead of text, {@code log.format}
 */
public record LogConfig(String level, boolean json) {
    private static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
    private static final List<String> FORMATS = List.of("text", "json");

    public static LogConfig from(Settings settings) {
        return new LogConfig(
                oneOf(settings, "log.level", "info", LEVELS),
                oneOf(settings, "log.format", "text", FORMATS).equals("json"));
    }

    private static String oneOf(Settings settings, String key, String preset, List<String> choices) {
        String value = settings.string(key, preset).toLowerCase(Locale.ROOT);
        if (choices.contains(value)) {
            return value;
        }
        settings.problem(key, "must be one of " + String.join(", ", choices) + ", not '" + value + "'");
        return preset;
    }
}
