package io.throughline.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request's stay in one instance of a service: from the hop that came from elsewhere, with all that the instance did for it.
 *
 * @param parent the visit that called, by its place among those of the flow; {@link #NONE} for the first
 * @param hop the id of the hop that came from elsewhere, or of the first line where only lines are known
 * @param own without the time in which others were waited for
 */
record Visit(
        int parent,
        String service,
        @Nullable String instance,
        String operation,
        Instant start,
        Instant end,
        Duration own,
        String hop) {
    static final int NONE = -1;

    /** The operation where only lines are known. */
    static final String OF_LINES = "-";

    boolean isOfLines() {
        return operation.equals(OF_LINES);
    }

    Duration length() {
        return Duration.between(start, end);
    }

    /** Whether another one elsewhere began and ended within this one. */
    boolean holds(Visit other) {
        boolean elsewhere = !service.equals(other.service) || !Objects.equals(instance, other.instance);
        return elsewhere
                && !start.isAfter(other.start)
                && !end.isBefore(other.end)
                && length().compareTo(other.length()) > 0;
    }

    Visit below(int caller) {
        return new Visit(caller, service, instance, operation, start, end, own, hop);
    }
}
