package io.throughline.stream.inventory;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one task has told already, so that what goes on all the time is told once for a stretch of time: the earliest that this task saw. Not kept over
 * a restart: then it is told again, which changes nothing.
 */
final class ToldBefore {
    /** Containers and services; beyond it, the one seen longest ago is forgotten, and told of again. */
    static final int MAX_KEYS = 200_000;

    /** Of one container. */
    static final int MAX_PEERS = 1_000;

    private final Map<String, Ones> all = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ones> eldest) {
            return size() > MAX_KEYS;
        }
    };

    /** Of one container or service: the earliest of the latest stretch, by what was told. */
    private static final class Ones {
        private @Nullable Instant logged;
        private @Nullable Instant served;
        private @Nullable Instant serving;
        private @Nullable Instant calling;
        private final Map<String, Instant> called = new HashMap<>(4);
    }

    private Ones of(String key) {
        return all.computeIfAbsent(key, any -> new Ones());
    }

    boolean isLogNews(String key, Instant time) {
        Ones ones = of(key);
        boolean isNews = isNews(ones.logged, time, SightFunction.EVERY_MILLIS);
        ones.logged = isNews ? time : ones.logged;
        return isNews;
    }

    boolean isServiceNews(String key, Instant time) {
        Ones ones = of(key);
        boolean isNews = isNews(ones.served, time, SightFunction.EVERY_MILLIS);
        ones.served = isNews ? time : ones.served;
        return isNews;
    }

    boolean isCallNews(String key, String peer, Instant time) {
        Map<String, Instant> called = of(key).called;
        boolean isNews = isNews(called.get(peer), time, SightFunction.CALLS_EVERY_MILLIS);
        if (isNews && (called.size() < MAX_PEERS || called.containsKey(peer))) {
            called.put(peer, time);
        }
        return isNews;
    }

    /** For the fleet: that it takes part in requests. */
    boolean isUseNews(String key, boolean serves, Instant time) {
        Ones ones = of(key);
        boolean isNews = isNews(serves ? ones.serving : ones.calling, time, SightFunction.USES_EVERY_MILLIS);
        if (isNews && serves) {
            ones.serving = time;
        } else if (isNews) {
            ones.calling = time;
        }
        return isNews;
    }

    private static boolean isNews(@Nullable Instant before, Instant time, long everyMillis) {
        return before == null
                || time.isBefore(before)
                || Math.floorDiv(before.toEpochMilli(), everyMillis) != Math.floorDiv(time.toEpochMilli(), everyMillis);
    }
}
