package io.throughline.stream.detect;

import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Suspect;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what windows of time showed into alerts: one for each stretch of time in which services that call each other are suspect, however many
 * suffer with it, with all of them named. An alert is told when it begins, and again whenever a window adds to it.
 *
 * @param open episodes that go on; changed in place
 */
public record HealthEpisodes(List<Open> open) {
    public static final String RULE = "service-degraded";

    /** Nats above which a service is suspect enough: 240 to one, as an hour has 240 windows of the two tracks. */
    public static final double ENOUGH = 5.5;

    /** So long without a suspect, and the next is another episode. */
    static final Duration QUIET = Duration.ofMinutes(1);

    /** Episodes that go on at once; beyond them suspects join the oldest, and its alert names them. */
    static final int MAX_OPEN = 50;

    /** Services of one episode by which others are found to belong to it. */
    private static final int MAX_SERVICES = 500;

    /** Suspect enough to be part of an episode, not to begin one. */
    private static final double SOME = 1;

    private static final int VERSION = 1;
    private static final int SUSPECTS_TOLD = 3;

    public HealthEpisodes() {
        this(new ArrayList<>());
    }

    /**
     * @param alert its evidence is of those records whose places are known
     * @param records ids of the hops and log events that show it, the strongest clues' first; at most {@link Alert#MAX_EVIDENCE}
     */
    public record Found(Alert alert, List<String> records) {
        /** With what is known of the records. */
        public Alert with(List<Evidence> evidence) {
            return alert.showing(evidence);
        }
    }

    /**
     * An episode that goes on.
     *
     * @param id of its alert
     * @param known when the first window that showed it ended
     * @param begin of that window
     * @param last end of a window that showed it
     * @param services that are suspect in it
     * @param around services that call them, or that they call
     * @param best what the window said that showed it best
     */
    public record Open(
            String id,
            Instant known,
            Instant begin,
            Instant last,
            long looks,
            List<String> services,
            List<String> around,
            Best best) {
        private boolean isOver(HealthWatch.Look look) {
            return look.from().isAfter(last.plus(QUIET));
        }

        private boolean concerns(Suspect suspect) {
            return services.contains(suspect.service())
                    || around.contains(suspect.service())
                    || suspect.neighbours().stream().anyMatch(services::contains);
        }

        private Open with(HealthWatch.Look look, List<Suspect> suspects, Best shown) {
            for (Suspect suspect : suspects) {
                add(suspect.service(), services);
                suspect.neighbours().forEach(neighbour -> add(neighbour, around));
            }
            return new Open(
                    id,
                    known,
                    begin,
                    look.to().isAfter(last) ? look.to() : last,
                    looks + 1,
                    services,
                    around,
                    looks == 0 || shown.score > best.score ? shown : best);
        }

        private static void add(String service, List<String> to) {
            if (to.size() < MAX_SERVICES && !to.contains(service)) {
                to.add(service);
            }
        }
    }

    /**
     * What one window said of an episode.
     *
     * @param suspects the first few, with their scores
     * @param records as in {@link Found}
     */
    public record Best(
            double score,
            String service,
            @Nullable String instance,
            String reason,
            String suspects,
            List<String> records,
            List<Evidence> evidence) {
        private static Best of(List<Suspect> suspects, Map<String, Evidence> places) {
            Suspect first = suspects.getFirst();
            List<String> records = recordsOf(first);
            return new Best(
                    first.score(),
                    first.service(),
                    first.instance(),
                    first.reason(),
                    namesOf(suspects),
                    records,
                    records.stream()
                            .map(places::get)
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList());
        }
    }

    /**
     * Takes a window.
     *
     * @param places of the records that it names, as far as they are known
     * @return the alerts that it adds to, as they are now
     */
    public List<Found> look(HealthWatch.Look look, Map<String, Evidence> places) {
        open.removeIf(episode -> episode.isOver(look));
        Map<Integer, List<Suspect>> joined = new LinkedHashMap<>();
        for (Suspect suspect : look.suspects()) {
            if (suspect.score() >= SOME) {
                int episode = episodeOf(suspect, joined);
                if (episode < 0 && suspect.score() >= ENOUGH) {
                    episode = begin(look, suspect, places);
                }
                if (episode >= 0) {
                    joined.computeIfAbsent(episode, of -> new ArrayList<>()).add(suspect);
                }
            }
        }
        List<Found> found = new ArrayList<>();
        joined.forEach((place, suspects) -> {
            if (suspects.getFirst().score() >= ENOUGH) {
                open.set(place, open.get(place).with(look, suspects, Best.of(suspects, places)));
                found.add(found(open.get(place)));
            }
        });
        return found;
    }

    /** Where in {@link #open} the one is that a suspect belongs to, or below zero; others of the window may lead to it. */
    private int episodeOf(Suspect suspect, Map<Integer, List<Suspect>> joined) {
        for (int place = 0; place < open.size(); place++) {
            List<Suspect> others = joined.getOrDefault(place, List.of());
            boolean beside = others.stream()
                    .anyMatch(other -> other.neighbours().contains(suspect.service())
                            || suspect.neighbours().contains(other.service()));
            if (beside || open.get(place).concerns(suspect)) {
                return place;
            }
        }
        return open.size() >= MAX_OPEN ? 0 : -1;
    }

    private int begin(HealthWatch.Look look, Suspect suspect, Map<String, Evidence> places) {
        open.add(new Open(
                AlertId.of(RULE, VERSION, suspect.service(), look.from()),
                look.to(),
                look.from(),
                look.to(),
                0,
                new ArrayList<>(),
                new ArrayList<>(),
                Best.of(List.of(suspect), places)));
        return open.size() - 1;
    }

    private static Found found(Open episode) {
        Best best = episode.best;
        Map<String, String> entity = new TreeMap<>(Map.of("service.name", best.service));
        if (best.instance != null) {
            entity.put("container.name", best.instance);
        }
        Alert alert = new Alert(
                episode.id,
                RULE,
                VERSION,
                Alert.Severity.HIGH,
                best.service + " does not do as it did",
                episode.known,
                episode.begin,
                episode.last,
                entity,
                "what the service did before, slice by slice of time",
                best.reason + "; suspects: " + best.suspects,
                List.of(),
                best.evidence,
                episode.looks);
        return new Found(alert, best.records);
    }

    private static String namesOf(List<Suspect> suspects) {
        return suspects.stream()
                .limit(SUSPECTS_TOLD)
                .map(suspect -> String.format(Locale.ROOT, "%s (%.1f)", suspect.service(), suspect.score()))
                .reduce((all, next) -> all + ", " + next)
                .orElseThrow();
    }

    private static List<String> recordsOf(Suspect suspect) {
        Set<String> records = new LinkedHashSet<>();
        suspect.clues().forEach(clue -> records.addAll(clue.records()));
        return records.stream().limit(Alert.MAX_EVIDENCE).toList();
    }
}
