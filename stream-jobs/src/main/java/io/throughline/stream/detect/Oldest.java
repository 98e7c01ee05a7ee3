package io.throughline.stream.detect;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** What to forget where a map has a limit. */
final class Oldest {
    private Oldest() {}

    /**
     * Forgets, of a map with {@code most} entries, at least a quarter at once, those silent longest: a flood of new keys does not cost a search for each.
     *
     * @return how many
     */
    static <V> int forget(Map<Long, V> map, int most, Function<V, Instant> last) {
        if (map.size() < most) {
            return 0;
        }
        long[] times = map.values().stream()
                .mapToLong(value -> last.apply(value).toEpochMilli())
                .sorted()
                .toArray();
        long until = times[Math.max(1, most / 4) - 1];
        int before = map.size();
        map.values().removeIf(value -> last.apply(value).toEpochMilli() <= until);
        return before - map.size();
    }
}
