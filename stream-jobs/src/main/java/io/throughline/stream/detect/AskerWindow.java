package io.throughline.stream.detect;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Pace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The askers of one endpoint in a window that slides, and what was usual before. What one does is compared with what is to be expected of it by its own past there, and with what others
 * do, see {@link Quantities}.
 *
 * <p>State: at most {@code maxAskers} activities of 4 KB and as many pasts of 100 bytes, and nine tails.
 *
 * @param begin the number of its first window
 * @param slot that goes on
 * @param answer bytes of a large ordinary answer
 * @param load asks of all
 * @param askers by the hash of who
 * @param past of askers, by the hash of who
 * @param usual by what is counted
 * @param all that was learned
 * @param dropped askers that were done with early, for want of room
 */
public record AskerWindow(
        long begin,
        long slot,
        long answer,
        Pace load,
        Map<Long, Activity> askers,
        Map<Long, Past> past,
        Map<Quantity, Quantities> usual,
        Learned all,
        long dropped) {
    /** What is counted of an asker. */
    public enum Quantity {
        IDS,
        PAGES,
        BYTES
    }

    /** Of windows that are over. */
    public record Learned(long asks, long ids, long steps, long refused) {
        static final Learned NOTHING = new Learned(0, 0, 0, 0);

        Learned with(Activity one) {
            return new Learned(
                    asks + one.of(one.asks()),
                    ids + one.of(one.different()),
                    steps + one.of(one.steps()),
                    refused + one.of(one.refused()));
        }
    }

    static AskerWindow begin(long slot, Instant now) {
        Map<Quantity, Quantities> usual = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            usual.put(quantity, Quantities.empty(now));
        }
        return new AskerWindow(
                Math.floorDiv(slot, Pace.SLOTS),
                slot,
                1,
                Pace.begin(slot),
                new HashMap<>(),
                new HashMap<>(),
                usual,
                Learned.NOTHING,
                0);
    }

    long number() {
        return Math.floorDiv(slot, Pace.SLOTS);
    }

    /** @param suspected who is in an alert that goes on: nothing is learned of them */
    AskerWindow at(long now, long largeAnswer, int maxAskers, Predicate<String> suspected) {
        long next = Math.floorDiv(now, Pace.SLOTS);
        Learned learned = next > number() ? learned(askers.values(), maxAskers, suspected) : all;
        if (next > number()) {
            askers.values().removeIf(activity -> activity.window() < next - 1);
            askers.replaceAll((key, activity) -> activity.at(next));
        }
        return new AskerWindow(begin, now, Math.max(1, largeAnswer), load, askers, past, usual, learned, dropped);
    }

    /** Counts an ask. Where there are too many askers, the half that asked least is done with. */
    AskerWindow with(Ask ask, int maxAskers, Predicate<String> suspected) {
        AskerWindow window = this;
        long key = Hash.of(ask.who());
        if (askers.size() >= maxAskers && !askers.containsKey(key)) {
            window = withRoom(maxAskers, suspected);
        }
        Activity known = askers.get(key);
        Activity now = (known == null ? Activity.of(ask.who(), slot, ask.time()) : known).with(ask, slot);
        askers.put(key, now);
        window = new AskerWindow(
                begin, slot, answer, load.with(slot, 1), askers, past, usual, window.all, window.dropped);
        window.weigh(ask, now);
        return window;
    }

    private AskerWindow withRoom(int maxAskers, Predicate<String> suspected) {
        List<Map.Entry<Long, Activity>> least = new ArrayList<>(askers.entrySet());
        least.sort(Comparator.<Map.Entry<Long, Activity>>comparingLong(
                        entry -> entry.getValue().asks().at(slot))
                .thenComparing(Map.Entry::getKey));
        List<Map.Entry<Long, Activity>> gone = least.subList(0, maxAskers / 2);
        Learned learned = learned(gone.stream().map(Map.Entry::getValue).toList(), maxAskers, suspected);
        gone.stream().map(Map.Entry::getKey).toList().forEach(askers::remove);
        return new AskerWindow(begin, slot, answer, load, askers, past, usual, learned, dropped + maxAskers / 2);
    }

    private void weigh(Ask ask, Activity activity) {
        for (Quantity quantity : Quantity.values()) {
            boolean has = switch (quantity) {
                case IDS -> ask.id() != 0;
                case PAGES -> ask.page() >= 0;
                case BYTES -> ask.bytes() > 0 && ask.answered();
            };
            if (has) {
                long nats = Math.round(judge(quantity, activity).nats());
                activity.most().merge(quantity, nats, Math::max);
            }
        }
    }

    /** Of ids, whether they are in order, and how many are refused, is weighed together with how many they are. */
    Quantities.Judged judge(Quantity quantity, Activity activity) {
        Past.Usual usually = usually(quantity, activity);
        long amount = amount(quantity, activity);
        return quantity == Quantity.IDS
                ? of(quantity)
                        .judge(
                                amount,
                                1,
                                usually,
                                evidence(activity.steps().at(slot), amount - 1, all.steps, all.ids),
                                evidence(
                                        activity.refused().at(slot),
                                        activity.asks().at(slot),
                                        all.refused,
                                        all.asks))
                : of(quantity).judge(amount, unit(quantity), usually);
    }

    long amount(Quantity quantity, Activity activity) {
        return pace(quantity, activity).at(slot);
    }

    private static Pace pace(Quantity quantity, Activity activity) {
        return switch (quantity) {
            case IDS -> activity.different();
            case PAGES -> activity.read();
            case BYTES -> activity.bytes();
        };
    }

    private static double evidence(long successes, long trials, long before, long of) {
        return Chance.evidence((double) successes, (double) trials, Chance.upperRate((double) before, (double) of));
    }

    /** Bytes count as so many answers. */
    private double unit(Quantity quantity) {
        return quantity == Quantity.BYTES ? (double) answer : 1;
    }

    private Past.Usual usually(Quantity quantity, Activity activity) {
        Past own = past.getOrDefault(Hash.of(activity.who()), Past.begin(number(), activity.last()));
        double others = (double) (load.at(slot) - activity.asks().at(slot));
        double mean = (double) all.asks / (double) Math.max(1, number() - begin);
        double busy = mean > 0 ? Math.max(1, others / mean) : 1;
        long before = switch (quantity) {
            case IDS -> own.ids();
            case PAGES -> own.pages();
            case BYTES -> own.bytes();
        };
        double unit = unit(quantity);
        return own.usual((double) before / unit, Math.max(1e-6, of(quantity).ofOne() / unit), number(), busy);
    }

    /** In the window that goes on; more where all others ask more than they use to. */
    double expected(Quantity quantity, Activity activity) {
        return usually(quantity, activity).expected() * unit(quantity);
    }

    Quantities of(Quantity quantity) {
        return usual.getOrDefault(quantity, Quantities.empty(Instant.EPOCH));
    }

    Activity of(String who) {
        return askers.getOrDefault(Hash.of(who), Activity.of(who, slot, Instant.EPOCH));
    }

    private Learned learned(Iterable<Activity> over, int maxAskers, Predicate<String> suspected) {
        Learned now = all;
        List<Activity> inOrder = new ArrayList<>();
        over.forEach(inOrder::add);
        inOrder.sort(Comparator.comparing(Activity::who));
        for (Activity activity : inOrder) {
            if (activity.window() == number() && activity.of(activity.asks()) > 0 && !suspected.test(activity.who())) {
                now = now.with(activity);
                learn(activity, maxAskers);
            }
        }
        return now;
    }

    private void learn(Activity activity, int maxAskers) {
        long key = Hash.of(activity.who());
        boolean fresh = !past.containsKey(key);
        for (Quantity quantity : Quantity.values()) {
            long amount = activity.of(pace(quantity, activity));
            if (amount > 0) {
                double nats = (double) activity.most().getOrDefault(quantity, -1L);
                usual.put(quantity, of(quantity).with(amount, fresh, nats, activity.last()));
            }
        }
        if (fresh) {
            Oldest.forget(past, maxAskers, Past::last);
        }
        past.put(
                key,
                past.getOrDefault(key, Past.begin(number(), activity.last()))
                        .with(
                                number(),
                                activity.last(),
                                activity.of(activity.asks()),
                                activity.of(activity.different()),
                                activity.of(activity.read()),
                                activity.of(activity.bytes())));
    }
}
