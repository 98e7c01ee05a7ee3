package io.throughline.stream.detect;

import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Suspect;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what windows of time showed into alerts: one for each stretch of time in which some service is suspect, however many others suffer
 * with it, with all of them named.
 */
public final class HealthEpisodes {
    public static final String RULE = "service-degraded";

    /** Nats above which a service is suspect enough: 150 to one. */
    public static final double ENOUGH = 5;

    /** So long without a suspect, and the next is another episode. */
    static final Duration QUIET = Duration.ofMinutes(2);

    private static final int VERSION = 1;
    private static final int SUSPECTS_TOLD = 3;

    private final List<Found> found = new ArrayList<>();
    private @Nullable Open open;

    /**
     * @param alert its evidence is empty
     * @param records ids of the hops and log events that show it, the strongest clues' first; at most {@link Alert#MAX_EVIDENCE}
     */
    public record Found(Alert alert, List<String> records) {
        /** With what is known of the records. */
        public Alert with(List<Evidence> evidence) {
            return new Alert(
                    alert.id(),
                    alert.rule(),
                    alert.ruleVersion(),
                    alert.severity(),
                    alert.title(),
                    alert.time(),
                    alert.windowStart(),
                    alert.windowEnd(),
                    alert.entity(),
                    alert.expected(),
                    alert.seen(),
                    alert.technique(),
                    evidence,
                    alert.count());
        }
    }

    /**
     * An episode that goes on.
     *
     * @param known when the first window that showed it ended
     * @param begin of that window
     * @param best the window that showed it best
     */
    private record Open(Instant known, Instant begin, Instant last, HealthWatch.Look best, long looks) {
        Open with(HealthWatch.Look look) {
            boolean better = score(look) > score(best);
            return new Open(known, begin, look.to(), better ? look : best, looks + 1);
        }
    }

    /** Takes windows in the order of time. */
    public void look(HealthWatch.Look look) {
        if (open != null && look.from().isAfter(open.last.plus(QUIET))) {
            close();
        }
        if (score(look) >= ENOUGH) {
            open = open == null ? new Open(look.to(), look.from(), look.to(), look, 1) : open.with(look);
        }
    }

    /** All episodes, the last one as far as it is known. */
    public List<Found> end() {
        close();
        return List.copyOf(found);
    }

    private static double score(HealthWatch.Look look) {
        return look.suspects().isEmpty() ? 0 : look.suspects().getFirst().score();
    }

    private void close() {
        Open episode = open;
        if (episode != null) {
            found.add(new Found(alert(episode), records(episode.best.suspects().getFirst())));
            open = null;
        }
    }

    private static Alert alert(Open episode) {
        Suspect suspect = episode.best.suspects().getFirst();
        Map<String, String> entity = new TreeMap<>(Map.of("service.name", suspect.service()));
        if (suspect.instance() != null) {
            entity.put("container.name", suspect.instance());
        }
        return new Alert(
                AlertId.of(RULE, VERSION, suspect.service(), episode.begin),
                RULE,
                VERSION,
                Alert.Severity.HIGH,
                suspect.service() + " does not do as it did",
                episode.known,
                episode.begin,
                episode.last,
                entity,
                "what the service did before, slice by slice of time",
                suspect.reason() + "; suspects: " + suspects(episode.best.suspects()),
                List.of(),
                List.of(),
                episode.looks);
    }

    private static String suspects(List<Suspect> suspects) {
        return suspects.stream()
                .limit(SUSPECTS_TOLD)
                .map(suspect -> String.format(Locale.ROOT, "%s (%.1f)", suspect.service(), suspect.score()))
                .reduce((all, next) -> all + ", " + next)
                .orElseThrow();
    }

    private static List<String> records(Suspect suspect) {
        Set<String> records = new LinkedHashSet<>();
        suspect.clues().forEach(clue -> records.addAll(clue.records()));
        return records.stream().limit(Alert.MAX_EVIDENCE).toList();
    }
}
