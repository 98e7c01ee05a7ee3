package io.throughline.stream.report;

import io.throughline.core.model.LatencyHistogram;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What one minute has counted so far.
 *
 * @param latency the histogram's buckets
 * @param callers calls by caller, as the callers' side tells
 */
record Tally(long requests, long errors, Map<Integer, Long> latency, Map<String, Long> callers) {
    static Tally empty() {
        return new Tally(0, 0, new HashMap<>(), new HashMap<>());
    }

    Tally plus(Duration duration, boolean failed) {
        latency.merge(LatencyHistogram.bucketOf(duration.toNanos() / 1_000), 1L, Long::sum);
        return new Tally(requests + 1, errors + (failed ? 1 : 0), latency, callers);
    }

    LatencyHistogram histogram() {
        LatencyHistogram histogram = new LatencyHistogram();
        latency.forEach(histogram::add);
        return histogram;
    }
}
