package io.throughline.core.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Ranks services by how much of what a window does not share with its history began in them. */
final class SuspectRanking {
    /** Nats that are nothing: a hundredth part more likely than not. */
    private static final double LEAST = 0.01;

    private static final Comparator<Map.Entry<Trait, Double>> BY_NATS = Map.Entry.<Trait, Double>comparingByValue()
            .reversed()
            .thenComparing(entry -> entry.getKey().toString());

    private final HealthHistory history;
    private final Map<Trait, Counts> seen = new HashMap<>();
    private final Map<Trait, TraitModel> models = new HashMap<>();

    private final long slice;
    private final boolean afterRest;

    private SuspectRanking(HealthHistory history, long slice, boolean afterRest) {
        this.history = history;
        this.slice = slice;
        this.afterRest = afterRest;
    }

    /**
     * The most suspect first; services of which nothing changed are left out.
     *
     * @param history of what was before the window
     * @param slice the window's first
     * @param afterRest whether times count that were not seen just before the window
     */
    static List<Suspect> of(HealthHistory history, List<WindowVisits.Request> window, long slice, boolean afterRest) {
        return new SuspectRanking(history, slice, afterRest).rank(window);
    }

    private List<Suspect> rank(List<WindowVisits.Request> window) {
        for (WindowVisits.Request request : window) {
            for (Sighting sighting : request.sightings()) {
                seen.computeIfAbsent(sighting.trait(), trait -> new Counts()).add(sighting.outcome(), 1);
            }
        }
        Blame blame = new Blame(credits(), history.episodes(), services());
        window.forEach(blame::charge);
        List<Map.Entry<String, Blame.Account>> ranked =
                new ArrayList<>(blame.accounts().entrySet());
        ranked.sort(Comparator.comparingDouble((Map.Entry<String, Blame.Account> entry) -> -entry.getValue().sum)
                .thenComparing(Map.Entry::getKey));
        List<Suspect> suspects = new ArrayList<>();
        for (Map.Entry<String, Blame.Account> entry : ranked) {
            suspects.add(suspect(suspects.size() + 1, entry.getKey(), entry.getValue()));
        }
        return suspects;
    }

    private Set<String> services() {
        Set<String> services = new HashSet<>();
        seen.keySet().forEach(trait -> services.add(trait.service()));
        return services;
    }

    /** Of what a trait tells, the part that it is sure to have changed: one of so many may merely look so. */
    private Map<Trait, Map<String, Credit>> credits() {
        seen.keySet().forEach(trait -> {
            TraitModel model = history.model(trait);
            if (model != null && isToBeJudged(trait)) {
                models.put(trait, model);
            }
        });
        double odds = Math.log(Math.max(1, models.size()));
        Map<Trait, Map<String, Credit>> credits = new HashMap<>();
        models.forEach((trait, model) -> {
            Counts counts = seen.getOrDefault(trait, new Counts());
            TraitModel.Judgement judgement = model.judge(counts);
            double sure = 1 / (1 + Math.exp(odds - judgement.nats()));
            if (sure * judgement.nats() > LEAST) {
                Map<String, Credit> told = new HashMap<>();
                judgement.credits().forEach((outcome, nats) -> {
                    double now = counts.of(outcome) / (double) counts.total();
                    double odd = sure * Math.max(0, 1 - model.share(outcome) / now);
                    told.put(outcome, new Credit(nats * sure, odd));
                });
                credits.put(trait, told);
            }
        });
        return credits;
    }

    private boolean isToBeJudged(Trait trait) {
        return !trait.kind().isTime()
                || history.differsFromJustBefore(trait, seen.getOrDefault(trait, new Counts()), slice, afterRest);
    }

    private Suspect suspect(int rank, String service, Blame.Account account) {
        List<Suspect.Clue> clues = account.byTrait.entrySet().stream()
                .sorted(BY_NATS)
                .limit(Suspect.MAX_CLUES)
                .map(entry ->
                        clue(entry.getKey(), entry.getValue(), account.seen.getOrDefault(entry.getKey(), List.of())))
                .toList();
        return new Suspect(
                rank, service, instance(account), account.sum, clues.getFirst().words(), clues);
    }

    private static @Nullable String instance(Blame.Account account) {
        return account.byInstance.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty() && !entry.getKey().equals("null"))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private Suspect.Clue clue(Trait trait, double nats, List<Sighting> sightings) {
        Counts counts = seen.getOrDefault(trait, new Counts());
        TraitModel model = models.get(trait);
        if (model == null) {
            throw new IllegalStateException("there is no clue without a model: " + trait);
        }
        return new Suspect.Clue(
                trait.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                trait.context(),
                nats,
                ClueWords.of(trait, sightings, counts, model),
                records(sightings));
    }

    private static List<String> records(List<Sighting> sightings) {
        Stream<Sighting> inOrder =
                sightings.stream().sorted(Comparator.comparing(Sighting::time).thenComparing(Sighting::record));
        return inOrder.map(Sighting::record)
                .distinct()
                .limit(Suspect.MAX_RECORDS)
                .toList();
    }
}
