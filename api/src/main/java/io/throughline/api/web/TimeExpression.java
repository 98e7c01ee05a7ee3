package io.throughline.api.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as people write it: {@code 2026-11-22T10:00:00Z}, {@code now} or {@code now-15m} (units s, m, h, d, w). */
final class TimeExpression {
    static final String RULE = "must be an instant such as 2026-11-22T10:00:00Z, now, or now-15m (units s, m, h, d, w)";

    /** Beyond these, stores that count nanoseconds in 64 bits overflow. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("2262-01-01T00:00:00Z");
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})([smhdw])");

    private TimeExpression() {}

    /**
     * @throws IllegalArgumentException not such an expression, or a moment before 1970 or after 2261
     */
    static Instant parse(String text, Instant now) {
        Instant moment;
        try {
            if (text.equals("now")) {
                moment = now;
            } else if (text.startsWith("now-")) {
                moment = now.minus(length(text.substring(4)));
            } else {
                moment = Instant.parse(text);
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(RULE, e);
        }
        if (moment.isBefore(EARLIEST) || !moment.isBefore(LATEST)) {
            throw new IllegalArgumentException("must lie between 1970 and 2262");
        }
        return moment;
    }

    /**
     * A length of time such as {@code 15m}.
     *
     * @throws IllegalArgumentException not a number and a unit
     */
    static Duration length(String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a number and a unit, such as 30s, 5m, 1h or 1d");
        }
        Duration unit = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
        return unit.multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
