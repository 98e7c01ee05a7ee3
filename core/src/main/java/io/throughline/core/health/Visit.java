package io.throughline.core.health;

import java.time.Duration;
import java.time.Instant;
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
}
