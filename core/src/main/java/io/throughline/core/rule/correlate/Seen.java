package io.throughline.core.rule.correlate;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An event that rules of a correlation matched, as its group's state keeps it.
 *
 * @param eventId the event's own, so that a finding names what it was made of
 * @param rules a bit for each place in the correlation's rules
 * @param value of the correlation's field; empty where it has none
 * @param number the value as one, read once; not a number where it is none
 * @param fields what correlations over this one group by and look at, by name
 */
public record Seen(Instant time, String eventId, long rules, String value, double number, Map<String, String> fields) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,18})?");

    public Seen {
        fields = Map.copyOf(fields);
    }

    public Seen(Instant time, String eventId, long rules, String value, Map<String, String> fields) {
        this(time, eventId, rules, value, number(value), fields);
    }

    private static double number(String value) {
        return NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    }

    boolean matched(int rule) {
        return (rules >>> rule & 1) != 0;
    }
}
