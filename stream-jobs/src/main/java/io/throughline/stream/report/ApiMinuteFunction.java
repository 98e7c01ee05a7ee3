package io.throughline.stream.report;

import io.throughline.core.model.ApiMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An API's traffic, minute by minute. The called service's own records count where it has any; of a service that writes none,
 * its callers' records. Who called is known from the callers' side.
 */
public final class ApiMinuteFunction extends MinuteFunction<ApiObservation, ApiMinuteFunction.Count, ApiMinute> {
    static final String OTHER = "other";
    private static final long serialVersionUID = 1L;

    public ApiMinuteFunction(Duration keepFor) {
        super(Count.class, keepFor);
    }

    /** One API's minute so far, as its own records and as its callers' tell it. */
    record Count(String service, String method, String template, Instant minute, Tally own, Tally callers) {}

    public static String keyOf(ApiObservation seen) {
        return seen.service() + '\0' + seen.method() + '\0' + seen.template() + '\0' + minuteOf(seen.end());
    }

    @Override
    Instant timeOf(ApiObservation seen) {
        return seen.end();
    }

    @Override
    Count count(@Nullable Count state, ApiObservation seen) {
        Tally own = state == null ? Tally.empty() : state.own();
        Tally callers = state == null ? Tally.empty() : state.callers();
        if (seen.caller() == null) {
            own = own.plus(seen.duration(), seen.failed());
        } else {
            callers = callers.plus(seen.duration(), seen.failed());
            // Twice the limit is kept so that a frequent caller that comes late is not lost among the rest.
            boolean room = callers.callers().size() < 2 * ApiMinute.MAX_CALLERS
                    || callers.callers().containsKey(seen.caller());
            callers.callers().merge(room ? seen.caller() : OTHER, 1L, Long::sum);
        }
        return new Count(
                seen.service(),
                seen.method(),
                seen.template(),
                Instant.ofEpochMilli(minuteOf(seen.end())),
                own,
                callers);
    }

    @Override
    ApiMinute written(Count state) {
        Tally traffic = state.own().requests() > 0 ? state.own() : state.callers();
        return new ApiMinute(
                state.service(),
                state.method(),
                state.template(),
                state.minute(),
                traffic.requests(),
                traffic.errors(),
                traffic.histogram(),
                mostFrequent(state.callers().callers()),
                state.own().requests() + state.callers().requests());
    }

    @Override
    Instant minute(Count state) {
        return state.minute();
    }

    private static Map<String, Long> mostFrequent(Map<String, Long> callers) {
        Map<String, Long> kept = new HashMap<>();
        callers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> kept.merge(
                        kept.size() < ApiMinute.MAX_CALLERS ? entry.getKey() : OTHER, entry.getValue(), Long::sum));
        return kept;
    }
}
