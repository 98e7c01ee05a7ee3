package io.throughline.core.rule.correlate;

import io.throughline.core.rule.CorrelationRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A correlation rule holds for a group.
 *
 * @param from the first event's time
 * @param time when it was certain: the last event's time, or the end of the timespan
 * @param figure what was compared with the limits; 0 where nothing was
 * @param events ids of what it was made of, the latest where there are more than are named
 * @param fields of the last event, for correlations over this one
 * @param incomplete a limit of the state was reached, so that earlier events were left out
 */
public record CorrelationFinding(
        CorrelationRule rule,
        String group,
        Instant from,
        Instant time,
        double figure,
        List<String> events,
        Map<String, String> fields,
        boolean incomplete) {
    /** More are not named. */
    public static final int MAX_EVENTS = 100;

    public CorrelationFinding {
        events = List.copyOf(events.subList(Math.max(0, events.size() - MAX_EVENTS), events.size()));
        fields = Map.copyOf(fields);
    }
}
