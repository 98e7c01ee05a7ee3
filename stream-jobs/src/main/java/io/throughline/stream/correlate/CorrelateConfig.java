package io.throughline.stream.correlate;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long a flow is waited for, in event time where nothing else is said.
 *
 * @param settleAfter quiet time after which a flow is judged, open
 * @param writeOpenAfter wall-clock time after which a flow judged open is written, unless it closes meanwhile
 * @param amendEvery a flow that never is quiet is judged this often
 * @param closeAfter quiet time after which it is closed
 * @param keepAfterClose how long a closed flow still takes late records
 * @param requestWait how long a record with only a request id waits for one that ties it to a trace
 * @param maxParts records kept of one flow; the rest is counted
 */
public record CorrelateConfig(
        Duration settleAfter,
        Duration writeOpenAfter,
        Duration amendEvery,
        Duration closeAfter,
        Duration keepAfterClose,
        Duration requestWait,
        int maxParts)
        implements Serializable {
    public static CorrelateConfig from(Settings settings) {
        return new CorrelateConfig(
                settings.duration(
                        "correlate.settle-after", Duration.ofSeconds(2), Duration.ofMillis(100), Duration.ofMinutes(1)),
                settings.duration(
                        "correlate.write-open-after",
                        Duration.ofSeconds(2),
                        Duration.ofMillis(1),
                        Duration.ofMinutes(1)),
                settings.duration(
                        "correlate.amend-every", Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(10)),
                settings.duration(
                        "correlate.close-after", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofHours(6)),
                settings.duration(
                        "correlate.keep-after-close", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(1)),
                settings.duration(
                        "correlate.request-wait",
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(10)),
                settings.integer("correlate.max-records-per-flow", 20_000, 100, 1_000_000));
    }
}
