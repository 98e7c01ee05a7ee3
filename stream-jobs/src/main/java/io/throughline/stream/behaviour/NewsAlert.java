package io.throughline.stream.behaviour;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.Episode;
import io.throughline.stream.detect.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** What {@link ServiceDetector} says, in words. An alert's time is that of what raised it. */
final class NewsAlert {
    static final String NEW_ENDPOINT = "new-endpoint";
    static final String UNDOCUMENTED = "undocumented-endpoint";
    static final String OLD_VERSION = "old-version";
    static final String CONTROL_PLANE = "control-plane-contact";
    static final String NEW_EDGE = "new-edge";
    static final String SENSITIVE = "sensitive-caller";
    static final String EXPOSED = "internal-endpoint-exposed";
    static final String FAN_OUT = "fan-out";
    static final String NO_GATEWAY = "no-gateway";

    private static final int SOME = 10;

    private NewsAlert() {}

    /** @param key what it grows by */
    record Made(String key, Alert alert) {}

    static String key(String rule, String topic) {
        return rule + '\0' + topic;
    }

    private static String ofEndpoint(News news) {
        return "endpoint " + news.endpoint();
    }

    private static String ofCall(News news) {
        return "call " + news.target();
    }

    private static String ofCallee(News news) {
        return "service " + news.service();
    }

    /** Whether what follows belongs to the alert of the key. */
    static boolean isAbout(String key, News news) {
        String topic = key.substring(key.indexOf('\0') + 1);
        return news.kind() == News.Kind.MORE
                ? topic.equals(ofEndpoint(news))
                : topic.equals(ofCall(news)) || topic.equals(ofCallee(news));
    }

    static Made newEndpoint(ServiceMemory memory, News news) {
        int known = memory.endpoints().size();
        return made(
                NEW_ENDPOINT,
                ofEndpoint(news),
                Severity.MEDIUM,
                news.service() + " is asked for " + news.endpoint() + ", which it never was",
                news,
                known + (known == 1 ? " endpoint" : " endpoints") + " of " + news.service() + " known since "
                        + memory.since(),
                "a request for " + news.endpoint() + by(news),
                "T1595");
    }

    static Made undocumented(ServiceMemory memory, News news, int documented) {
        return made(
                UNDOCUMENTED,
                ofEndpoint(news),
                Severity.MEDIUM,
                news.service() + " is asked for " + news.endpoint() + ", which its OpenAPI document does not have",
                news,
                "one of the " + documented + " operations of the OpenAPI document",
                "a request for " + news.endpoint() + by(news)
                        + (memory.rooted() == 0 && memory.calls() > 0
                                ? "; the service is asked by other services only"
                                : ""),
                "T1190");
    }

    static Made oldVersion(News news, String later) {
        return made(
                OLD_VERSION,
                ofEndpoint(news),
                Severity.MEDIUM,
                news.service() + " is asked for " + news.endpoint() + " while " + later + " is in use",
                news,
                news.kind() == News.Kind.RETURNED
                        ? "no request after a long time without any; " + later + " is asked for"
                        : "no request, as there was none; " + later + " is asked for",
                "a request for " + news.endpoint() + by(news),
                "T1190");
    }

    static Made controlPlane(ServiceMemory memory, News news) {
        return made(
                CONTROL_PLANE,
                ofCallee(news),
                Severity.HIGH,
                news.about() + " calls " + news.service() + ", which only those who manage containers need",
                news,
                "no call of the API server or the metadata service, as since " + memory.since(),
                "a call of " + news.target(),
                "T1552.005",
                "T1613");
    }

    static Made firstCall(ServiceMemory memory, News news) {
        return made(
                NEW_EDGE,
                ofCallee(news),
                Severity.HIGH,
                news.about() + " calls " + news.service() + ", and it never called anybody",
                news,
                news.about() + " calls nothing (seen since " + memory.since() + ")",
                "a call of " + news.target(),
                "T1021");
    }

    static Made sensitive(ServiceMemory memory, News news, String word) {
        return made(
                SENSITIVE,
                ofCall(news),
                Severity.HIGH,
                news.about() + " asks " + news.service() + " for " + news.endpoint()
                        + ", which others do and it never did",
                news,
                "requests of " + news.callers() + (news.callers() == 1 ? " other service" : " other services")
                        + " since "
                        + news.since() + "; sensitive by its word " + word + "; " + news.about() + " is known since "
                        + memory.since(),
                "a request of " + news.about(),
                "T1078");
    }

    static Made exposed(ServiceMemory memory, News news) {
        return made(
                EXPOSED,
                ofCall(news),
                Severity.HIGH,
                news.service() + " is asked for " + news.endpoint() + " from outside, through " + news.about(),
                news,
                "requests of other services only, " + news.seen() + " since " + news.since(),
                "a request through " + news.about() + ", at which requests come in",
                "T1190");
    }

    static Alert fanOut(ServiceMemory memory, News news, SortedSet<String> fresh, double expected, Duration window) {
        return made(
                        FAN_OUT,
                        "",
                        Severity.HIGH,
                        news.about() + " calls " + fresh.size() + " services that it never called",
                        news,
                        "%.2f new targets within %d s, as since %s"
                                .formatted(expected, window.toSeconds(), memory.since()),
                        String.join(", ", some(fresh)),
                        "T1046")
                .alert;
    }

    static Alert noGateway(ServiceMemory memory, News news) {
        return made(
                        NO_GATEWAY,
                        "",
                        Severity.HIGH,
                        news.about() + " is asked by somebody who did not come through the gateway",
                        news,
                        "requests within flows that began elsewhere, with " + memory.rooted() + " others since "
                                + memory.since(),
                        "a request" + (news.endpoint().isEmpty() ? "" : " for " + news.endpoint())
                                + " that no other record caused",
                        "T1190")
                .alert;
    }

    private static String by(News news) {
        return news.caller() == null ? "" : " by " + news.caller();
    }

    static List<String> some(Collection<String> names) {
        return names.stream().limit(SOME).toList();
    }

    private static Made made(
            String rule,
            String topic,
            Severity severity,
            String title,
            News news,
            String expected,
            String seen,
            String... technique) {
        Map<String, String> entity = new TreeMap<>();
        entity.put("service.name", news.about());
        if (!news.about().equals(news.service())) {
            entity.put("peer", news.service());
        } else if (news.caller() != null) {
            entity.put("client", news.caller());
        }
        int path = news.endpoint().indexOf(' ');
        if (path > 0) {
            entity.put("url.template", news.endpoint().substring(path + 1));
        }
        Sign sign = new Sign(
                rule, severity, news.about() + '\0' + topic, entity, title, expected, seen, List.of(technique));
        return new Made(key(rule, topic), sign.of(Episode.of(news.time(), news.evidence())));
    }

    /**
     * The same alert with one more.
     *
     * @param seen what is seen now, empty where that is only more of the same
     */
    static Alert grown(Alert alert, News news, String seen) {
        List<Evidence> evidence = new ArrayList<>(alert.evidence());
        if (evidence.size() < Alert.MAX_EVIDENCE && !evidence.contains(news.evidence())) {
            evidence.add(news.evidence());
        }
        return alert.grown(
                news.time().isAfter(alert.windowEnd()) ? news.time() : alert.windowEnd(),
                seen.isEmpty() ? alert.seen() : seen,
                evidence);
    }
}
