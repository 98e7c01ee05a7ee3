package io.throughline.core.rule.sample;

import io.throughline.core.model.Correlation;
import io.throughline.core.model.Hop;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.model.Vantage;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.rule.Samples;
import io.throughline.core.schema.EcsEvent;
import io.throughline.core.schema.EcsFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of a sample: a line is normalised as it would be on its way, ECS fields are put where normalising puts them. Not for two
 * threads at once.
 */
public final class SampleEvents {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final String QUERY = "url.query";

    private final Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
    private int made;

    /**
     * A sample without a time is one second behind the one before.
     *
     * @throws IllegalArgumentException where the sample is no event; its message says why
     */
    public LogEvent event(Samples.Given given) {
        Instant time = START.plus(STEP.multipliedBy(made++));
        return given.line() == null ? ofFields(given.fields(), time) : ofLine(given.line(), time);
    }

    /** A line without a time of its own has that of an envelope, as a container's engine would write it. */
    private LogEvent ofLine(String line, Instant time) {
        Object normalised = normalise(line);
        if (normalised instanceof Rejected rejected && rejected.reason().startsWith("no-time")) {
            normalised = normalise(time + " stdout F " + line);
        }
        if (normalised instanceof Rejected rejected) {
            throw new IllegalArgumentException(rejected.reason());
        }
        return (LogEvent) normalised;
    }

    private Object normalise(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return normaliser.normalise(new RawRecord("sample", made, bytes, Origin.ofHost("sample")));
    }

    private LogEvent ofFields(Map<String, String> given, Instant preset) {
        Map<String, String> left = new HashMap<>();
        given.forEach((name, value) -> {
            if (!value.isEmpty() || name.equals(EcsFields.USER_AGENT)) {
                left.put(
                        name.startsWith(EcsFields.LABELS + ".") ? name.substring(EcsFields.LABELS.length() + 1) : name,
                        value);
            }
        });
        String written = left.remove(EcsFields.TIMESTAMP);
        Instant time = written == null ? preset : instant(written);
        split(left);
        String id = orElse(left.remove(EcsFields.EVENT_ID), "sample-" + made);
        Origin origin = origin(left);
        String service = orElse(left.remove(EcsFields.SERVICE), "unknown");
        Hop hop = hop(left, id, service, time);
        return new LogEvent(
                id,
                orElse(left.remove(EcsFields.RECORD_SOURCE), "sample"),
                made,
                time,
                service,
                origin,
                left.remove(EcsFields.LOG_LEVEL),
                left.remove(EcsFields.LOG_LOGGER),
                left.remove(EcsFields.THREAD),
                orElse(left.remove(EcsFields.MESSAGE), ""),
                new Correlation(
                        left.remove(EcsFields.TRACE_ID),
                        left.remove(EcsFields.SPAN_ID),
                        left.remove(EcsFields.PARENT_SPAN_ID),
                        left.remove(EcsFields.REQUEST_ID)),
                hop,
                left);
    }

    /** Where only the whole is given, the path and the query follow from it; where only a path's extension is, some path does. */
    private static void split(Map<String, String> left) {
        String whole = left.get(EcsFields.URL_ORIGINAL);
        if (whole != null && !left.containsKey(EcsFields.PATH)) {
            int mark = whole.indexOf('?');
            left.put(EcsFields.PATH, mark < 0 ? whole : whole.substring(0, mark));
            if (mark >= 0) {
                left.putIfAbsent(QUERY, whole.substring(mark + 1));
            }
        }
        String extension = left.remove("url.extension");
        if (extension != null) {
            left.putIfAbsent(EcsFields.PATH, "/sample." + extension);
        }
    }

    private static Origin origin(Map<String, String> left) {
        return new Origin(
                orElse(left.remove(EcsFields.HOST), "sample"),
                null,
                left.remove(EcsFields.CONTAINER_ID),
                left.remove(EcsFields.CONTAINER_NAME),
                left.remove(EcsFields.CONTAINER_IMAGE),
                left.remove(EcsFields.NAMESPACE),
                left.remove(EcsFields.LOG_FILE),
                null);
    }

    private static @Nullable Hop hop(Map<String, String> left, String id, String service, Instant time) {
        boolean tells = left.containsKey(EcsFields.METHOD)
                || left.containsKey(EcsFields.PATH)
                || left.containsKey(EcsFields.STATUS)
                || left.containsKey(EcsFields.HOP_OPERATION);
        if (!tells) {
            return null;
        }
        Long duration = number(left.remove(EcsFields.EVENT_DURATION));
        Duration took = Duration.ofNanos(duration == null ? 0 : Math.max(0, duration));
        String status = left.get(EcsFields.STATUS);
        Long code = number(status);
        if (code != null) {
            left.remove(EcsFields.STATUS);
        }
        return new Hop(
                orElse(left.remove(EcsFields.HOP_ID), id),
                vantage(left.remove(EcsFields.HOP_VANTAGE)),
                orElse(left.remove(EcsFields.HOP_SERVICE), service),
                left.remove(EcsFields.HOP_INSTANCE),
                time.minus(took),
                took,
                left.remove(EcsFields.HOP_OPERATION),
                left.remove(EcsFields.HOP_PEER),
                left.remove(EcsFields.HOP_LINK),
                left.remove(EcsFields.METHOD),
                left.remove(EcsFields.PATH),
                code == null ? null : Math.toIntExact(Math.min(code, Integer.MAX_VALUE)),
                number(left.remove(EcsFields.REQUEST_BYTES)),
                number(left.remove(EcsFields.RESPONSE_BYTES)),
                left.remove(EcsFields.USER),
                left.remove(EcsFields.SOURCE_IP),
                left.remove(EcsFields.USER_AGENT));
    }

    private static Vantage vantage(@Nullable String word) {
        for (Vantage vantage : Vantage.values()) {
            if (EcsEvent.vantage(vantage).equals(word)) {
                return vantage;
            }
        }
        return Vantage.INBOUND;
    }

    private static @Nullable Long number(@Nullable String text) {
        boolean digits = text != null
                && !text.isEmpty()
                && text.length() <= 18
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Long.valueOf(text) : null;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "@timestamp must be such as 2026-01-01T00:00:00Z, not '" + text + "'", e);
        }
    }

    private static String orElse(@Nullable String text, String other) {
        return text == null ? other : text;
    }
}
