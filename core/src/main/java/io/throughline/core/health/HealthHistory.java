package io.throughline.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is usual for each trait of each service, learned from slices of event time, the oldest first. */
final class HealthHistory {
    static final Duration SLICE = Duration.ofSeconds(30);

    /** Traits remembered; those that come when there are so many are counted and not learned. */
    static final int MAX_TRAITS = 200_000;

    private final Map<Trait, TraitHistory> histories = new HashMap<>();
    private final Episodes episodes = new Episodes();
    private long unlearned;

    static long sliceOf(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), SLICE.toMillis());
    }

    /** @param counts of one slice */
    void learn(long slice, Map<Trait, Counts> counts) {
        counts.forEach((trait, seen) -> {
            TraitHistory history = histories.get(trait);
            if (history == null && histories.size() >= MAX_TRAITS) {
                unlearned++;
                return;
            }
            if (history == null) {
                history = new TraitHistory(trait.kind());
                histories.put(trait, history);
            }
            for (String outcome : history.add(slice, seen)) {
                episodes.add(trait, outcome, slice);
            }
        });
    }

    /** What was learned up to now is known to be without fault. */
    void trust() {
        histories.values().forEach(TraitHistory::trust);
    }

    /**
     * What is otherwise in a window, as far as it is sure, by trait.
     *
     * @param seen in the window
     * @param slice the window's first
     * @param afterRest whether times count that were not seen just before the window
     */
    Map<Trait, Change> changes(Map<Trait, Counts> seen, long slice, boolean afterRest) {
        List<Change> changes = new ArrayList<>();
        seen.forEach((trait, counts) -> {
            TraitHistory history = histories.get(trait);
            Change change = history == null ? null : history.judge(trait, counts, slice, afterRest);
            if (change != null) {
                changes.add(change);
            }
        });
        Map<Trait, Change> sure = new HashMap<>();
        Certainty.of(changes, changes.size(), episodes).forEach(change -> sure.put(change.trait(), change));
        return sure;
    }

    /** Traits not learned of because there were too many. */
    long unlearned() {
        return unlearned;
    }
}
