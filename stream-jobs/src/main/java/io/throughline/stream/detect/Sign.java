package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import java.util.List;
import java.util.Map;

/**
 * What a detector has to say of what it saw: with the stretch of time that it is part of, an alert.
 *
 * @param about what is one episode: a rule's signs about the same are one alert
 */
public record Sign(
        String rule,
        Alert.Severity severity,
        String about,
        Map<String, String> entity,
        String title,
        String expected,
        String seen,
        List<String> technique) {
    /** Of the detectors' rules, all of them as yet. */
    private static final int VERSION = 1;

    /** The alert of an episode that began with this sign or with others about the same, as it is now. */
    public Alert of(Episode episode) {
        return new Alert(
                AlertId.of(rule, VERSION, about, episode.begin()),
                rule,
                VERSION,
                severity,
                title,
                episode.begin(),
                episode.begin(),
                episode.last(),
                entity,
                expected,
                seen,
                technique,
                episode.evidence(),
                episode.count());
    }
}
