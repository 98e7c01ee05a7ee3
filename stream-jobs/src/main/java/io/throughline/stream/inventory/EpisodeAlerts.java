package io.throughline.stream.inventory;

import io.throughline.core.model.Alert;
import io.throughline.stream.detect.AlertId;
import io.throughline.stream.detect.Episode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells what was found, again and again of one subject as one alert, which is amended at every doubling. */
final class EpisodeAlerts {
    private static final int VERSION = 1;

    private EpisodeAlerts() {}

    /**
     * What is told.
     *
     * @param subject with the rule, what makes it the same alert
     */
    record Saying(
            String rule,
            String subject,
            Alert.Severity severity,
            String title,
            Map<String, String> entity,
            String expected,
            String seen) {}

    static void of(FleetMemory memory, Saying saying, Instant time, Sight sight, Consumer<Alert> alerts) {
        String key = saying.rule + '\0' + saying.subject;
        FleetMemory.Told before = memory.episodes().get(key);
        Episode episode = (before == null ? Episode.begin(time) : before.episode()).with(time, sight.evidence());
        memory.episodes()
                .put(key, new FleetMemory.Told(episode, before == null ? time : FleetWatch.later(time, before.seen())));
        FleetWatch.trim(memory.episodes(), FleetWatch.MAX_EPISODES, FleetMemory.Told::seen);
        if (episode.worthTelling()) {
            alerts.accept(new Alert(
                    AlertId.of(saying.rule, VERSION, saying.subject, episode.begin()),
                    saying.rule,
                    VERSION,
                    saying.severity,
                    saying.title,
                    episode.begin(),
                    episode.begin(),
                    episode.last(),
                    saying.entity,
                    saying.expected,
                    saying.seen,
                    List.of(),
                    episode.evidence(),
                    episode.count()));
        }
    }
}
