package io.throughline.stream.detect;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the detectors of principals may be told. All times are event time.
 *
 * @param chance a quantity is told of when an ordinary asker would reach it in a window with a smaller probability than this
 * @param firstChance a first of its kind is told of when the next request is one with a smaller probability than this
 * @param minDays different days of a principal without a role before its habits are known
 * @param brief the shorter of the two windows in which quantities are counted
 * @param lasting the longer one
 * @param quiet what goes on again within this long belongs to the same alert
 * @param maxAskers principals and clients that one endpoint watches in a window
 * @param maxPrincipals principals, credentials and roles that are known at once
 */
public record PrincipalConfig(
        double chance,
        double firstChance,
        int minDays,
        Duration brief,
        Duration lasting,
        Duration quiet,
        int maxAskers,
        int maxPrincipals)
        implements Serializable {
    /** Principals are kept together in so many parts, each with its share of {@link #maxPrincipals}. */
    static final int PARTS = 8;

    public static PrincipalConfig from(Settings settings) {
        return new PrincipalConfig(
                settings.decimal("detect.principal.chance", 1e-6, 1e-15, 0.01),
                settings.decimal("detect.principal.first-chance", 1e-3, 1e-9, 0.5),
                settings.integer("detect.principal.min-days", 3, 0, 365),
                settings.duration(
                        "detect.principal.window", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.duration(
                        "detect.principal.long-window",
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(1),
                        Duration.ofDays(1)),
                settings.duration(
                        "detect.principal.quiet", Duration.ofMinutes(15), Duration.ofSeconds(1), Duration.ofDays(1)),
                settings.integer("detect.principal.max-askers", 2_000, 16, 100_000),
                settings.integer("detect.principal.max-known", 65_536, 1_024, 10_000_000));
    }

    int maxInPart() {
        return maxPrincipals / PARTS;
    }
}
