package io.throughline.stream.analyze;

import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis is asked of the services' health.
 *
 * @param window in which something broke, to rank suspects of; null for none
 * @param faultFree stretches known to be without fault; what is usual is learned from them first, then from all before. Where there are any,
 *     the alerts are those of a second look that has learned from them, which a stream could not
 */
public record HealthQuestion(@Nullable TimeRange window, List<TimeRange> faultFree) {
    public HealthQuestion {
        faultFree = List.copyOf(faultFree);
    }

    /** Whether alerts are judged once more. */
    boolean alerts() {
        return !faultFree.isEmpty();
    }

    /**
     * {@code 2026-03-01T10:00:00Z/2026-03-01T10:03:00Z}: two instants (ISO 8601, 5.8.2), the second exclusive.
     *
     * @throws IllegalArgumentException the text has another form, or ends before it begins
     */
    public static TimeRange range(String text) {
        String[] ends = text.split("/", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException(
                    "a range is FROM/TO, two instants such as 2026-03-01T10:00:00Z, not " + text);
        }
        try {
            return new TimeRange(Instant.parse(ends[0]), Instant.parse(ends[1]));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "an instant is such as 2026-03-01T10:00:00Z, not " + e.getParsedString(), e);
        }
    }
}
