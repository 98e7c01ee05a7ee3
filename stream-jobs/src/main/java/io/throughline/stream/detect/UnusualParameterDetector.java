package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.core.profile.EndpointProfile;
import io.throughline.core.profile.RequestShape;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A parameter's value that does not fit what its endpoint's clients send, without knowing any attack. It is silent until enough values of enough
 * clients were seen. An unusual request is learned from as well: what three clients send becomes usual, what one sends does not.
 */
public final class UnusualParameterDetector implements Detector<RequestShape, UnusualParameterDetector.Endpoint> {
    public static final String RULE = "unusual-parameter";

    /** Clients whose episodes on one endpoint are known at once; beyond it the one that is silent longest ends. */
    static final int MAX_EPISODES = 100;

    private static final int VERSION = 1;
    private static final long serialVersionUID = 1L;

    private final DetectConfig config;

    public UnusualParameterDetector(DetectConfig config) {
        this.config = config;
    }

    /**
     * What is usual on an endpoint, and what is going on there.
     *
     * @param episodes by client
     */
    public record Endpoint(EndpointProfile profile, Map<String, Episode> episodes) {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Class<Endpoint> stateType() {
        return Endpoint.class;
    }

    @Override
    public String keyOf(RequestShape request) {
        return String.join("\0", request.service(), request.method(), request.template());
    }

    @Override
    public Instant knownAt(RequestShape request) {
        return request.time();
    }

    @Override
    public String idOf(RequestShape request) {
        return request.event();
    }

    @Override
    public Endpoint observe(@Nullable Endpoint state, RequestShape request, Consumer<Alert> alerts) {
        Endpoint endpoint =
                state == null ? new Endpoint(EndpointProfile.empty(request.time()), new HashMap<>()) : state;
        EndpointProfile profile = endpoint.profile;
        EndpointProfile.Unusual unusual = profile.judge(request, config.profileMinValues(), config.profileMinClients());
        boolean calibrated = profile.calibrated(config.profileMinValues());
        boolean learned = calibrated && !request.time().isBefore(profile.since().plus(config.learnFor()));
        double threshold = profile.threshold();
        if (learned && unusual.surprise() > threshold) {
            alert(endpoint, request, unusual, threshold, alerts);
        }
        boolean usual = !calibrated || unusual.surprise() <= threshold;
        return new Endpoint(profile.with(request, usual ? unusual.surprise() : -1), endpoint.episodes);
    }

    private void alert(
            Endpoint endpoint,
            RequestShape request,
            EndpointProfile.Unusual unusual,
            double threshold,
            Consumer<Alert> alerts) {
        Episode known = endpoint.episodes.get(request.client());
        boolean over = known != null && request.time().isAfter(known.last().plus(config.payloadWindow()));
        Episode episode = (known == null || over ? Episode.begin(request.time()) : known)
                .with(
                        request.time(),
                        new Evidence(request.event(), request.flow(), request.source(), request.offset()));
        if (known == null) {
            makeRoom(endpoint.episodes);
        }
        endpoint.episodes.put(request.client(), episode);
        if (episode.worthTelling()) {
            alerts.accept(alert(endpoint.profile, request, unusual, threshold, episode));
        }
    }

    private static void makeRoom(Map<String, Episode> episodes) {
        if (episodes.size() >= MAX_EPISODES) {
            episodes.remove(episodes.entrySet().stream()
                    .min(Map.Entry.<String, Episode>comparingByValue(
                                    (a, b) -> a.last().compareTo(b.last()))
                            .thenComparing(Map.Entry.comparingByKey()))
                    .orElseThrow()
                    .getKey());
        }
    }

    private Alert alert(
            EndpointProfile profile,
            RequestShape request,
            EndpointProfile.Unusual unusual,
            double threshold,
            Episode episode) {
        return new Alert(
                AlertId.of(RULE, VERSION, keyOf(request) + '\0' + request.client(), episode.begin()),
                RULE,
                VERSION,
                Alert.Severity.MEDIUM,
                request.client() + " sends an unusual " + unusual.parameter() + " to " + request.service() + " "
                        + request.template(),
                episode.begin(),
                episode.begin(),
                episode.last(),
                Map.of(
                        "service.name", request.service(),
                        "url.template", request.template(),
                        "client", request.client(),
                        "parameter", unusual.parameter()),
                "parameters as in " + profile.requests() + " requests since " + profile.since()
                        + ", of which 999 in 1000 surprise by at most " + Math.round(threshold) + " nats",
                "parameter " + unusual.parameter() + " " + unusual.reason() + " (" + Math.round(unusual.surprise())
                        + " nats)" + (episode.count() > 1 ? ", the last of " + episode.count() + " such requests" : ""),
                List.of("T1190"),
                episode.evidence(),
                episode.count());
    }
}
