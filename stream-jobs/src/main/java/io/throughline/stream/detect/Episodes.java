package io.throughline.stream.detect;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What goes on at once in one state: signs about one thing are one alert, amended at every doubling, until it is quiet. */
final class Episodes {
    /** What goes on at once in one state; beyond it what is silent longest ends. */
    static final int MAX = 100;

    private Episodes() {}

    /**
     * Tells of a sign.
     *
     * @param first what came before the ask and belongs to it
     */
    static void tell(
            Map<String, Episode> episodes,
            Sign sign,
            Ask ask,
            List<Evidence> first,
            Duration quiet,
            Consumer<Alert> alerts) {
        String key = sign.rule() + '\0' + sign.about();
        boolean graver = sign.severity() == Alert.Severity.CRITICAL;
        Episode episode = next(episodes, key, ask.time(), ask.evidence(), first, quiet);
        if (graver || episode.worthTelling()) {
            alerts.accept(sign.of(episode));
        }
    }

    /** One observation more: of the episode of this key, or of another where that is over. */
    static Episode next(
            Map<String, Episode> episodes,
            String key,
            Instant time,
            Evidence evidence,
            List<Evidence> first,
            Duration quiet) {
        Episode known = episodes.get(key);
        boolean over = known == null || time.isAfter(known.last().plus(quiet));
        Episode episode = known == null || over ? begin(time, first) : known;
        if (known == null) {
            Least.trim(episodes, MAX - 1, Comparator.comparing(Episode::last));
        }
        episode = episode.with(time, evidence);
        episodes.put(key, episode);
        return episode;
    }

    static boolean goesOn(Map<String, Episode> episodes, String rule, String about, Instant now, Duration quiet) {
        Episode known = episodes.get(rule + '\0' + about);
        return known != null && !now.isAfter(known.last().plus(quiet));
    }

    /** How many are known of a rule. */
    static long of(Map<String, Episode> episodes, String rule) {
        return episodes.keySet().stream()
                .filter(key -> key.startsWith(rule + '\0'))
                .count();
    }

    /** Ends those that are long over, which {@link #tell} would do one by one. */
    static void end(Map<String, Episode> episodes, Instant before) {
        episodes.values().removeIf(episode -> episode.last().isBefore(before));
    }

    private static Episode begin(Instant time, List<Evidence> first) {
        Episode episode = Episode.begin(time);
        for (Evidence evidence : first) {
            episode = episode.showing(evidence);
        }
        return episode;
    }
}
