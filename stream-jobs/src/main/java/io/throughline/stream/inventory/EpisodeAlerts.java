package io.throughline.stream.inventory;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.stream.detect.Episode;
import io.throughline.stream.detect.Sign;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Consumer;

/** Tells what was found, again and again of one subject as one alert, which is amended at every doubling. */
final class EpisodeAlerts {
    private EpisodeAlerts() {}

    static void of(FleetMemory memory, Sign sign, Instant time, Sight sight, Consumer<Alert> alerts) {
        String key = sign.rule() + '\0' + sign.about();
        Episode before = memory.episodes().get(key);
        Episode episode = (before == null ? Episode.begin(time) : before).with(time, sight.evidence());
        memory.episodes().put(key, episode);
        Least.trim(memory.episodes(), FleetWatch.MAX_EPISODES, Comparator.comparing(Episode::last));
        if (episode.worthTelling()) {
            alerts.accept(sign.of(episode));
        }
    }
}
