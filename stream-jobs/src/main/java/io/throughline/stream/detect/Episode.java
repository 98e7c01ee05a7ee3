package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One stretch of unusual behaviour: it becomes one alert, which is amended as it goes on.
 *
 * @param evidence the first {@link Alert#MAX_EVIDENCE}
 */
public record Episode(Instant begin, Instant last, long count, List<Evidence> evidence) {
    public static Episode begin(Instant time) {
        return new Episode(time, time, 0, new ArrayList<>());
    }

    /** Of one moment. */
    public static Episode of(Instant time, Evidence seen) {
        return begin(time).with(time, seen);
    }

    public Episode with(Instant time, Evidence seen) {
        return showing(seen).counting(time);
    }

    /** More evidence of what is counted already. */
    public Episode showing(Evidence seen) {
        if (evidence.size() < Alert.MAX_EVIDENCE) {
            evidence.add(seen);
        }
        return this;
    }

    private Episode counting(Instant time) {
        return new Episode(begin, time.isAfter(last) ? time : last, count + 1, evidence);
    }

    /** Amend at every doubling: a long episode costs few documents, and its figures are never wrong by more than half. */
    public boolean worthTelling() {
        return Long.bitCount(count) == 1;
    }
}
