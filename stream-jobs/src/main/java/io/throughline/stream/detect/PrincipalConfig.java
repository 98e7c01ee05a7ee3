package io.throughline.stream.detect;

import io.throughline.core.behaviour.Tail;
import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * What the detectors of principals may be told. All times are event time.
 *
 * @param falseAlerts by chance alone, an hour, that the quantities of one endpoint, or of one part of the principals, may give together: with what is judged an hour, that is how improbable
 *     a quantity must be
 * @param firstChance a first of its kind is told of when the next request is one with a smaller probability than this
 * @param minDays different days of a principal without a role before its habits are known
 * @param brief the shorter of the two windows in which quantities are counted
 * @param lasting the longer one
 * @param quiet what goes on again within this long belongs to the same alert
 * @param maxAskers principals and clients that one endpoint watches in a window
 * @param maxPrincipals principals, credentials and roles that are known at once
 * @param parts in which these are kept, each with its share of them: who is in one part is each other's baseline, and many parts are judged at once
 */
public record PrincipalConfig(
        double falseAlerts,
        double firstChance,
        int minDays,
        Duration brief,
        Duration lasting,
        Duration quiet,
        int maxAskers,
        int maxPrincipals,
        int parts)
        implements Serializable {
    /** However seldom something is judged: what is told of is beyond what is learned without doubt. */
    private static final double LARGEST_CHANCE = Tail.DOUBT / 10;

    public static PrincipalConfig from(Settings settings) {
        return new PrincipalConfig(
                settings.decimal("detect.principal.false-alerts", 0.01, 1e-9, 10),
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
                settings.integer("detect.principal.max-known", 65_536, 1_024, 10_000_000),
                settings.integer("detect.principal.parts", 2, 1, 64));
    }

    /**
     * How improbable a quantity must be that is judged so often, lest more than {@link #falseAlerts} are told of by chance.
     *
     * @param quantities that share these
     */
    double chance(double judgedPerHour, int quantities) {
        return Math.min(LARGEST_CHANCE, falseAlerts / Math.max(1, judgedPerHour) / quantities);
    }

    int maxInPart() {
        return maxPrincipals / parts;
    }
}
