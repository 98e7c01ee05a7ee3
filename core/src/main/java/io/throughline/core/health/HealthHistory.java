package io.throughline.core.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is usual for each trait of each service, learned from slices of event time, the oldest first. */
final class HealthHistory {
    static final Duration SLICE = Duration.ofSeconds(30);

    /** Five minutes. */
    private static final int JUST_BEFORE_SLICES = 10;

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
     * Whether a trait of times is otherwise than just before as well: times drift, and are long for a while after a rest.
     *
     * @param slice the first that is judged
     * @param unknown the answer where the trait was not seen just before
     */
    boolean differsFromJustBefore(Trait trait, Counts seen, long slice, boolean unknown) {
        TraitHistory history = histories.get(trait);
        TraitModel before = history == null ? null : history.since(slice - JUST_BEFORE_SLICES);
        return before == null ? unknown : before.judge(seen).nats() > 0;
    }

    /** Null for a trait never seen. */
    @Nullable
    TraitModel model(Trait trait) {
        TraitHistory history = histories.get(trait);
        return history == null ? null : history.upToNow();
    }

    Episodes episodes() {
        return episodes;
    }

    /** Traits not learned of because there were too many. */
    long unlearned() {
        return unlearned;
    }
}
