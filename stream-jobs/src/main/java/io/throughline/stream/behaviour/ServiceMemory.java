package io.throughline.stream.behaviour;

import io.throughline.core.behaviour.Least;
import io.throughline.core.model.Alert;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link ServiceDetector} remembers of one service: at most {@value #MAX_THINGS} of each kind, some 200 bytes each.
 *
 * @param since the first that was heard of it
 * @param endpoints what it is asked for, by method and template
 * @param asked what it asks others for, by service and endpoint
 * @param callees whom it calls
 * @param calls how often others were seen to call it, as far as that was news
 * @param rooted how many flows began at it that are no alert
 * @param lastRoot the last of these
 * @param refusals by client
 * @param open alerts that may still grow, by rule and what they are about
 */
public record ServiceMemory(
        Instant since,
        Map<String, Known> endpoints,
        Map<String, Known> asked,
        Map<String, Known> callees,
        long calls,
        long rooted,
        Instant lastRoot,
        RefusalWatch.Refusals refusals,
        Map<String, Alert> open) {
    static final int MAX_THINGS = 2_000;

    private static final int LOOKED_AT = 50;

    /**
     * One thing that is known.
     *
     * @param times how often it was seen, as far as was told: at least half of what it was
     * @param told whether it was news, and was told: what a person was told of teaches nothing
     */
    public record Known(Instant first, Instant last, long times, boolean told) {
        static Known at(Instant time, boolean told) {
            return new Known(time, time, 1, told);
        }

        Known seen(Instant time, long count) {
            return new Known(first, time.isAfter(last) ? time : last, Math.max(times, count), told);
        }

        /** Whether it was seen more than once. */
        boolean again() {
            return times > 1;
        }
    }

    static ServiceMemory begin(Instant time) {
        return new ServiceMemory(
                time,
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                0,
                0,
                Instant.EPOCH,
                RefusalWatch.Refusals.none(),
                new HashMap<>());
    }

    ServiceMemory called() {
        return new ServiceMemory(since, endpoints, asked, callees, calls + 1, rooted, lastRoot, refusals, open);
    }

    ServiceMemory rooted(Instant time) {
        return new ServiceMemory(since, endpoints, asked, callees, calls, rooted + 1, time, refusals, open);
    }

    ServiceMemory with(RefusalWatch.Refusals now) {
        return new ServiceMemory(since, endpoints, asked, callees, calls, rooted, lastRoot, now, open);
    }

    /** How often any of it was seen. */
    static long times(Map<String, Known> things) {
        return things.values().stream()
                .filter(thing -> !thing.told)
                .mapToLong(Known::times)
                .sum();
    }

    /**
     * Things seen once only; those left out that were told, and known words in a new combination. Of very many it is of no use to look at each: they
     * are too many either way.
     */
    static long once(Map<String, Known> things) {
        List<String> once = things.entrySet().stream()
                .filter(thing -> !thing.getValue().again() && !thing.getValue().told)
                .map(Map.Entry::getKey)
                .toList();
        return once.size() > LOOKED_AT
                ? once.size()
                : once.stream()
                        .filter(name -> !Recombined.of(things.keySet(), name))
                        .count();
    }

    /**
     * Remembers that something was seen; of too many what was unseen for longest is forgotten.
     *
     * @param times how often by now, by one end of the calls alone
     */
    static void remember(Map<String, Known> things, String name, Instant time, long times, boolean told) {
        Known known = things.get(name);
        if (known == null) {
            Least.trim(things, MAX_THINGS - 1, Comparator.comparing(Known::last));
        }
        things.put(name, known == null ? Known.at(time, told) : known.seen(time, times));
    }
}
