package io.throughline.stream.detect;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What to forget where a map has a limit. */
final class Oldest {
    private Oldest() {}

    /**
     * Forgets, of a map with {@code most} entries, a quarter at once, those silent longest: a flood of new keys does not cost a search for each.
     *
     * @return how many
     */
    static <V> int forget(Map<Long, V> map, int most, Function<V, Instant> last) {
        if (map.size() < most) {
            return 0;
        }
        List<Long> silent = map.entrySet().stream()
                .sorted(Map.Entry.<Long, V>comparingByValue(Comparator.comparing(last))
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Math.max(1, most / 4))
                .map(Map.Entry::getKey)
                .toList();
        silent.forEach(map::remove);
        return silent.size();
    }
}
