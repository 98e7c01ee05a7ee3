package io.throughline.stream.behaviour;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What the detectors of behaviour may be told. All times are event time.
 *
 * @param on whether behaviour is watched at all
 * @param learnFor no alert on what was observed for less
 * @param forgetAfter what was not seen this long is news again
 * @param falseAlarmsPerHour where what was learned lets more news than this be expected of one service, news are no alerts
 * @param window new targets and refusals are counted over this long
 * @param fanOutTargets fewer services called for the first time in a window are no fan-out
 * @param refusedEndpoints fewer endpoints refused to one client in a window are no scan
 * @param sensitive words of paths that few should ask for, in lower case
 * @param openApi documents as {@code service=file}
 * @param neverReaches rules as {@code ENTRY -> SERVICE}
 */
public record BehaviourConfig(
        boolean on,
        Duration learnFor,
        Duration forgetAfter,
        double falseAlarmsPerHour,
        Duration window,
        int fanOutTargets,
        int refusedEndpoints,
        List<String> sensitive,
        List<String> openApi,
        List<String> neverReaches)
        implements Serializable {
    static final String SENSITIVE =
            "admin,internal,secret,secrets,token,tokens,key,keys,password,passwords,credential,credentials,payment,payments,pay,"
                    + "drawback,refund,refunds,user,users,account,accounts,role,roles,permission,permissions,config,configs,export,"
                    + "backup,debug,actuator,dump";

    public BehaviourConfig {
        sensitive = List.copyOf(sensitive);
        openApi = List.copyOf(openApi);
        neverReaches = List.copyOf(neverReaches);
    }

    public static BehaviourConfig from(Settings settings) {
        return new BehaviourConfig(
                settings.flag("detect.behaviour", true),
                settings.duration("detect.learn-for", Duration.ofHours(1), Duration.ofSeconds(1), Duration.ofDays(30)),
                settings.duration(
                        "detect.forget-after", Duration.ofDays(30), Duration.ofMinutes(1), Duration.ofDays(365)),
                settings.decimal("detect.behaviour.false-alarms-per-day", 1, 0.001, 1_000) / 24,
                settings.duration(
                        "detect.behaviour.window", Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofHours(6)),
                settings.integer("detect.behaviour.fan-out.min-targets", 3, 2, 100),
                settings.integer("detect.behaviour.refusals.min-endpoints", 5, 2, 1_000),
                list(settings.string("detect.behaviour.sensitive", SENSITIVE)),
                list(settings.string("detect.behaviour.openapi", "")),
                list(settings.string("detect.behaviour.never-reaches", "")));
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** Whether what was seen first at {@code since} has been seen long enough. */
    boolean learned(Instant since, Instant now) {
        return !now.isBefore(since.plus(learnFor));
    }

    /**
     * Whether something new is rare enough to be told. The chance that the next thing is new is about the share of those seen once only
     * (Good, "The population frequencies of species and the estimation of population parameters", 1953, after Turing), so over a time
     * about as many news are to be expected as there were things seen once in as long a time.
     *
     * @param once how many things were seen once only and not told
     */
    boolean rare(long once, Instant since, Instant now) {
        double hours = Duration.between(since, now).toMillis() / 3.6e6;
        return once <= falseAlarmsPerHour * hours;
    }
}
