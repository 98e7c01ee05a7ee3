package io.throughline.api.web;

import io.throughline.core.config.NearestName;
import io.throughline.core.store.TimeRange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The query string of one request. Problems are collected, so that {@link #verify} names all of them at once; a parameter that
 * was not asked for is one of them, since a mistyped filter would otherwise answer more than was asked.
 */
public final class Parameters {
    private static final int MAX_TEXT = 4_096;

    private final Instant now;
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * @param queryString as sent, still encoded
     * @param now what {@code now} means
     */
    public Parameters(@Nullable String queryString, Instant now) {
        this.now = now;
        if (queryString != null) {
            for (String pair : queryString.split("&", -1)) {
                read(pair);
            }
        }
    }

    private void read(String pair) {
        if (pair.isEmpty()) {
            return;
        }
        int equals = pair.indexOf('=');
        try {
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (values.putIfAbsent(name, value) != null) {
                problems.add(quoted(name) + " is given twice");
            }
        } catch (IllegalArgumentException e) {
            problems.add(quoted(pair) + " is not percent-encoded UTF-8");
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Free text of at most 4,096 characters. */
    public String text(String name, String preset) {
        String text = optionalText(name);
        return text == null ? preset : text;
    }

    /** Null where it is absent or empty: forms send empty fields. */
    public @Nullable String optionalText(String name) {
        known.add(name);
        String text = values.get(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (text.length() > MAX_TEXT) {
            problems.add(name + " may have at most " + MAX_TEXT + " characters, not " + text.length());
            return null;
        }
        return text;
    }

    public int number(String name, int preset, int min, int max) {
        Long number = optionalNumber(name, min, max);
        return number == null ? preset : number.intValue();
    }

    public @Nullable Long optionalNumber(String name, long min, long max) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        problems.add(name + " must be a number from " + min + " to " + max + ", not " + quoted(text));
        return null;
    }

    public @Nullable Boolean optionalFlag(String name) {
        String text = choice(name, "", List.of("true", "false"));
        return text.isEmpty() ? null : Boolean.valueOf(text);
    }

    public String choice(String name, String preset, List<String> choices) {
        String text = optionalText(name);
        if (text == null || choices.contains(text)) {
            return text == null ? preset : text;
        }
        problems.add(name + " must be " + String.join(" or ", choices) + ", not " + quoted(text));
        return preset;
    }

    /** A length of time such as {@code 30s}, {@code 5m}, {@code 1h} or {@code 1d}; at least a second. */
    public @Nullable Duration optionalDuration(String name) {
        String text = optionalText(name);
        if (text == null) {
            return null;
        }
        try {
            Duration length = TimeExpression.length(text);
            if (length.isPositive()) {
                return length;
            }
            problems.add(name + " must be longer than nothing");
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage() + ", not " + quoted(text));
        }
        return null;
    }

    /** {@code from} (inclusive) and {@code to} (exclusive); by default, the time until now. */
    public TimeRange range(Duration presetLength) {
        Instant to = instant("to", now);
        Instant from = instant("from", to.minus(presetLength));
        if (to.isBefore(from)) {
            problems.add("to may not be before from: " + to + " is before " + from);
            return new TimeRange(to, to);
        }
        return new TimeRange(from, to);
    }

    /** An instant, by default now. */
    public Instant instant(String name) {
        return instant(name, now);
    }

    /** Times as {@code FROM/TO}, several separated by commas; none where it is absent. */
    public List<TimeRange> ranges(String name, int max) {
        String text = optionalText(name);
        if (text == null) {
            return List.of();
        }
        String[] parts = text.split(",", -1);
        if (parts.length > max) {
            problems.add(name + " may have at most " + max + " times, not " + parts.length);
            return List.of();
        }
        List<TimeRange> ranges = new ArrayList<>();
        for (String part : parts) {
            String[] ends = part.split("/", -1);
            try {
                if (ends.length != 2) {
                    throw new IllegalArgumentException("must be FROM/TO");
                }
                ranges.add(new TimeRange(TimeExpression.parse(ends[0], now), TimeExpression.parse(ends[1], now)));
            } catch (IllegalArgumentException e) {
                problems.add(name + " " + e.getMessage() + ", not " + quoted(part));
            }
        }
        return ranges;
    }

    private Instant instant(String name, Instant preset) {
        String text = optionalText(name);
        if (text == null) {
            return preset;
        }
        try {
            return TimeExpression.parse(text, now);
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage() + ", not " + quoted(text));
            return preset;
        }
    }

    /** Notes a problem that only the resource can see. */
    public void problem(String what) {
        problems.add(what);
    }

    /**
     * To be called when every parameter has been read.
     *
     * @throws ProblemException names every problem
     */
    public void verify() {
        for (String name : new TreeSet<>(values.keySet())) {
            if (!known.contains(name)) {
                problems.add(quoted(name) + " is no parameter here" + NearestName.hint(name, known) + "; there are: "
                        + (known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ProblemCode.INVALID_PARAMETER, String.join("; ", problems));
        }
    }

    /** Enough of it to be recognised. */
    private static String quoted(String text) {
        return "'" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "'";
    }
}
