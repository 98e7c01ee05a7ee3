package io.throughline.stream.behaviour;

import static io.throughline.stream.Parts.at;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fleet that is watched: what is asked for goes through the watch to the services' memories, as in the graph. */
final class Watched {
    final List<News> news = new ArrayList<>();
    final Map<String, Alert> alerts = new LinkedHashMap<>();
    private final EndpointWatch watch;
    private final ServiceDetector detector;
    private final Map<String, EndpointWatch.Endpoint> endpoints = new HashMap<>();
    private final Map<String, ServiceMemory> memories = new HashMap<>();
    private int events;

    Watched(BehaviourConfig config, OpenApiDocuments documents) {
        watch = new EndpointWatch(config);
        detector = new ServiceDetector(config, documents);
    }

    Watched() {
        this(config(Map.of()), OpenApiDocuments.NONE);
    }

    /** One that learns for a minute. */
    static BehaviourConfig config(Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("detect.learn-for", "60s");
        return BehaviourConfig.from(new Settings(settings));
    }

    /** @param template null where only the service is known */
    void asks(@Nullable String caller, String service, @Nullable String template, long seconds) {
        String event = "event-" + events++;
        Sighting sighting = new Sighting(
                caller == null,
                service,
                "GET",
                template,
                caller,
                at(seconds * 1_000),
                200,
                new Evidence(event, null, "file", events));
        endpoints.compute(
                service + " " + template,
                (key, known) -> watch.see(known, sighting, found -> {
                    news.add(found);
                    judge(found);
                }));
    }

    void begins(String service, String endpoint, long seconds) {
        String event = "event-" + events++;
        judge(new News(
                News.Kind.ROOT,
                service,
                service,
                endpoint,
                null,
                at(seconds * 1_000),
                null,
                1,
                1,
                0,
                at(seconds * 1_000),
                new Evidence(event, null, "file", events)));
    }

    void refuses(String client, String service, String path, long seconds) {
        String event = "event-" + events++;
        judge(new News(
                News.Kind.REFUSED,
                service,
                service,
                "GET " + path,
                client,
                at(seconds * 1_000),
                404,
                1,
                1,
                0,
                at(seconds * 1_000),
                new Evidence(event, null, "file", events)));
    }

    private void judge(News found) {
        memories.put(
                found.about(),
                detector.observe(memories.get(found.about()), found, alert -> alerts.put(alert.id(), alert)));
    }

    /** Requests come in at the gateway, which asks orders, which asks payments; twice a second for two minutes. */
    Watched learned() {
        for (int second = 0; second < 120; second++) {
            everybody(second);
        }
        return this;
    }

    void everybody(long second) {
        asks(null, "gateway", "/v2/orders/{id}", second);
        asks("gateway", "orders", "/orders/{id}", second);
        asks("orders", "payments", "/payments/{id}", second);
        asks("gateway", "users", "/profile", second);
        begins("gateway", "GET /v2/orders/{id}", second);
    }

    List<String> rules() {
        return alerts.values().stream().map(Alert::rule).toList();
    }
}
