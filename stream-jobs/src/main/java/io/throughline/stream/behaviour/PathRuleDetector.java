package io.throughline.stream.behaviour;

import io.throughline.core.model.Alert;
import io.throughline.stream.detect.Detector;
import io.throughline.stream.detect.Episode;
import io.throughline.stream.detect.Sign;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Flows that a rule of the operator's own forbids: those of one rule are one alert as long as one follows another. Nothing is learned. */
public final class PathRuleDetector implements Detector<Breach, PathRuleDetector.Breaches> {
    public static final String RULE = "path-rule";

    static final Duration EPISODE = Duration.ofMinutes(10);
    private static final long serialVersionUID = 1L;

    /** Those of one rule that follow one another. */
    public record Breaches(Episode episode) {}

    @Override
    public String rule() {
        return RULE;
    }

    @Override
    public Class<Breaches> stateType() {
        return Breaches.class;
    }

    @Override
    public String keyOf(Breach breach) {
        return breach.rule();
    }

    @Override
    public Instant knownAt(Breach breach) {
        return breach.known();
    }

    @Override
    public String idOf(Breach breach) {
        return breach.flow();
    }

    @Override
    public Breaches observe(@Nullable Breaches state, Breach breach, Consumer<Alert> alerts) {
        boolean goesOn =
                state != null && !breach.known().isAfter(state.episode.begin().plus(EPISODE));
        Episode episode = goesOn && state != null ? state.episode : Episode.begin(breach.known());
        episode = episode.with(breach.known(), breach.reached()).showing(breach.root());
        if (episode.worthTelling()) {
            alerts.accept(alert(breach, episode));
        }
        return new Breaches(episode);
    }

    private static Alert alert(Breach breach, Episode episode) {
        return new Sign(
                        RULE,
                        Alert.Severity.HIGH,
                        breach.rule(),
                        Map.of("service.name", breach.service(), "entry", breach.entry()),
                        breach.entry() + " reaches " + breach.service() + ", which the rule " + breach.rule()
                                + " forbids",
                        "no flow that breaks the rule " + breach.rule(),
                        episode.count() + (episode.count() == 1 ? " flow" : " flows") + " from " + breach.entry()
                                + " to " + breach.service(),
                        List.of("T1190"))
                .of(episode);
    }
}
