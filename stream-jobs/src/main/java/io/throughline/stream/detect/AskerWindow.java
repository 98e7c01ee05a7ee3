package io.throughline.stream.detect;

import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Tail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The askers of one endpoint in the window of time that goes on, and what was usual in windows that are over. Every asker of a window counts once,
 * however much it asks, so nobody makes usual alone what only one does.
 *
 * @param number of the window: time divided by its length
 * @param askers by the hash of who
 * @param usual of the windows that are over
 * @param ids different ones of all askers, of windows that are over
 * @param steps of all askers
 * @param asks of all askers
 * @param refused of all askers
 */
public record AskerWindow(
        long number,
        Map<Long, Activity> askers,
        Map<Quantity, Tail> usual,
        long ids,
        long steps,
        long asks,
        long refused) {
    /** What is counted of an asker. */
    public enum Quantity {
        IDS,
        PAGES,
        BYTES
    }

    static AskerWindow begin(long number, Instant now) {
        Map<Quantity, Tail> usual = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            usual.put(quantity, Tail.empty(now));
        }
        return new AskerWindow(number, new HashMap<>(), usual, 0, 0, 0, 0);
    }

    /** @param suspected who is in an alert that goes on: nothing is learned of them */
    AskerWindow at(long now, Instant time, Predicate<String> suspected) {
        if (now <= number) {
            return this;
        }
        AskerWindow learned = learned(askers.values(), time, suspected);
        askers.clear();
        return new AskerWindow(now, askers, usual, learned.ids, learned.steps, learned.asks, learned.refused);
    }

    /** Counts an ask. Where there are too many askers, the half that asked least is done with. */
    AskerWindow with(Ask ask, int maxAskers, Predicate<String> suspected) {
        AskerWindow window = this;
        long key = Hash.of(ask.who());
        if (askers.size() >= maxAskers && !askers.containsKey(key)) {
            List<Map.Entry<Long, Activity>> least = new ArrayList<>(askers.entrySet());
            least.sort(Comparator.<Map.Entry<Long, Activity>>comparingLong(
                            entry -> entry.getValue().asks())
                    .thenComparing(Map.Entry::getKey));
            List<Map.Entry<Long, Activity>> gone = least.subList(0, maxAskers / 2);
            window = learned(gone.stream().map(Map.Entry::getValue).toList(), ask.time(), suspected);
            gone.stream().map(Map.Entry::getKey).toList().forEach(askers::remove);
        }
        Activity known = askers.get(key);
        askers.put(key, (known == null ? Activity.of(ask.who()) : known).with(ask));
        return window;
    }

    Activity of(String who) {
        Activity activity = askers.get(Hash.of(who));
        return activity == null ? Activity.of(who) : activity;
    }

    Tail tail(Quantity quantity) {
        return Objects.requireNonNull(usual.get(quantity));
    }

    private AskerWindow learned(Iterable<Activity> over, Instant time, Predicate<String> suspected) {
        AskerWindow window = this;
        for (Activity activity : over) {
            if (!suspected.test(activity.who())) {
                window = window.with(activity, time);
            }
        }
        return window;
    }

    private AskerWindow with(Activity activity, Instant time) {
        long different = activity.ids().count();
        if (different > 0) {
            usual.put(Quantity.IDS, tail(Quantity.IDS).with(different, time));
        }
        if (activity.pages().count() > 0) {
            usual.put(Quantity.PAGES, tail(Quantity.PAGES).with(activity.pages().count(), time));
        }
        if (activity.bytes() > 0) {
            usual.put(Quantity.BYTES, tail(Quantity.BYTES).with(activity.bytes(), time));
        }
        return new AskerWindow(
                number,
                askers,
                usual,
                ids + different,
                steps + activity.steps(),
                asks + activity.asks(),
                refused + activity.refused());
    }
}
