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

    private static final long serialVersionUID = 1L;

    private final DetectConfig config;

    public UnusualParameterDetector(DetectConfig config) {
        this.config = config;
    }

    /**
     * What is usual on an endpoint, and what is going on there.
     *
     * @param episodes by client, at most {@link Episodes#MAX}
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
        Episode episode = Episodes.next(
                endpoint.episodes,
                request.client(),
                request.time(),
                new Evidence(request.event(), request.flow(), request.source(), request.offset()),
                List.of(),
                config.payloadWindow());
        if (episode.worthTelling()) {
            alerts.accept(alert(endpoint.profile, request, unusual, threshold, episode));
        }
    }

    private Alert alert(
            EndpointProfile profile,
            RequestShape request,
            EndpointProfile.Unusual unusual,
            double threshold,
            Episode episode) {
        return new Sign(
                        RULE,
                        Alert.Severity.MEDIUM,
                        keyOf(request) + '\0' + request.client(),
                        Map.of(
                                "service.name", request.service(),
                                "url.template", request.template(),
                                "client", request.client(),
                                "parameter", unusual.parameter()),
                        request.client() + " sends an unusual " + unusual.parameter() + " to " + request.service() + " "
                                + request.template(),
                        "parameters as in " + profile.requests() + " requests since " + profile.since()
                                + ", of which 999 in 1000 surprise by at most " + Math.round(threshold) + " nats",
                        "parameter " + unusual.parameter() + " " + unusual.reason() + " ("
                                + Math.round(unusual.surprise()) + " nats)"
                                + (episode.count() > 1 ? ", the last of " + episode.count() + " such requests" : ""),
                        List.of("T1190"))
                .of(episode);
    }
}
