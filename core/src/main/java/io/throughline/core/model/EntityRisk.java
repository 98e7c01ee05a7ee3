package io.throughline.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the alerts about one entity add up to at one time: the sum of their scores, each counting half as much for every half-life since it was seen. From
 * there on it halves with every half-life until the next one is written.
 *
 * @param kind {@code service}, {@code container}, {@code image}, or {@code client}: who asked
 * @param time the end of ten minutes in which it changed, or by when it has halved since
 * @param risk not negative; without a limit, for ten alerts are worse than one
 * @param alerts how many alerts count
 * @param top those that count most, at most {@link #MAX_TOP}
 */
public record EntityRisk(
        String kind, String name, Instant time, double risk, Duration halfLife, long alerts, List<Part> top) {
    public static final int MAX_TOP = 5;

    public EntityRisk {
        top = List.copyOf(top);
        if (!(risk >= 0) || top.size() > MAX_TOP || halfLife.isNegative() || halfLife.isZero()) {
            throw new IllegalArgumentException(
                    "a risk of " + risk + " of " + top.size() + " alerts, half-life " + halfLife);
        }
    }

    /** What an alert adds. */
    public record Part(String alert, String rule, String title, double risk) {}

    /** What is left of it at a later time. */
    public double at(Instant later) {
        return risk * decay(Duration.between(time, later), halfLife);
    }

    /** Half for every half-life; one for no time. */
    public static double decay(Duration since, Duration halfLife) {
        return Math.pow(0.5, Math.max(0, since.toMillis()) / (double) halfLife.toMillis());
    }
}
