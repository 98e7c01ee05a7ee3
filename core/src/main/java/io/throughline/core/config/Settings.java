package io.throughline.core.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settings as dotted keys, read by the roles' {@code *Config} records. Every problem is collected, so that {@link #verify}
 * names all of them at once; a key that no role asked for is one of them.
 *
 * <p>Bytes read {@code 512m}, {@code 64k}, {@code 3g} or a plain number; durations {@code 500ms}, {@code 30s}, {@code 10m},
 * {@code 12h}, {@code 7d} or ISO-8601.
 */
public final class Settings {
    private final Map<String, String> values;
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    public Settings(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public String string(String key, String preset) {
        return read(key, preset, Function.identity(), value -> !value.isBlank(), "may not be empty");
    }

    /** A value that has no default, such as a password. */
    public @Nullable String optional(String key) {
        known.add(key);
        return values.get(key);
    }

    public int integer(String key, int preset, int min, int max) {
        return read(
                key,
                preset,
                Integer::parseInt,
                n -> n >= min && n <= max,
                "must be a number from " + min + " to " + max);
    }

    public double decimal(String key, double preset, double min, double max) {
        return read(
                key,
                preset,
                Double::parseDouble,
                n -> n >= min && n <= max,
                "must be a number from " + min + " to " + max);
    }

    public boolean flag(String key, boolean preset) {
        return read(
                key,
                preset,
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                },
                value -> true,
                "must be true or false");
    }

    public Duration duration(String key, Duration preset, Duration min, Duration max) {
        return read(
                key,
                preset,
                Settings::parseDuration,
                d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0,
                "must be a duration from " + min + " to " + max + ", such as 30s, 10m or 7d");
    }

    /** A number of bytes. */
    public long bytes(String key, long presetBytes, long minBytes, long maxBytes) {
        return read(
                key,
                presetBytes,
                Settings::parseBytes,
                n -> n >= minBytes && n <= maxBytes,
                "must be a size from " + minBytes + " to " + maxBytes + " bytes, such as 512m");
    }

    /** These settings with some others put over them. */
    public Settings with(Map<String, String> others) {
        Map<String, String> both = new TreeMap<>(values);
        both.putAll(others);
        return new Settings(both);
    }

    /** Every key that was asked for so far, in order. */
    public Set<String> known() {
        return Collections.unmodifiableSet(known);
    }

    /** Notes a problem that only a role can see, such as two settings that exclude each other. */
    public void problem(String key, String what) {
        problems.add(key + " " + what);
    }

    /**
     * To be called when every role has read its settings.
     *
     * @throws InvalidSettingsException names every problem, unknown keys with the nearest known one
     */
    public void verify() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                problems.add(key + " is no setting" + NearestName.hint(key, known));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    private <T> T read(String key, T preset, Function<String, T> parser, Predicate<T> valid, String rule) {
        known.add(key);
        String text = values.get(key);
        if (text == null) {
            return preset;
        }
        try {
            T value = parser.apply(text.strip());
            if (valid.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            // Reported below with the same words as a value out of range: the rule says all there is to say.
        }
        problems.add(key + " " + rule + ", not '" + text + "'");
        return preset;
    }

    private static Duration parseDuration(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("p")) {
            return Duration.parse(text);
        }
        if (lower.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
        }
        long number = lower.isEmpty() ? 0 : Long.parseLong(lower.substring(0, lower.length() - 1));
        return switch (lower.isEmpty() ? ' ' : lower.charAt(lower.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            case 'd' -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static long parseBytes(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        long unit = lower.isEmpty()
                ? 1
                : switch (lower.charAt(lower.length() - 1)) {
                    case 'k' -> 1L << 10;
                    case 'm' -> 1L << 20;
                    case 'g' -> 1L << 30;
                    default -> 1L;
                };
        return Math.multiplyExact(Long.parseLong(unit == 1 ? lower : lower.substring(0, lower.length() - 1)), unit);
    }
}
