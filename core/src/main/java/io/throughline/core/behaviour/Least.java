package io.throughline.core.behaviour;

import java.util.Comparator;
import java.util.Map;

/** What a map at its limit forgets: the least by an order, of equals the first by name, whatever order they came in. */
public final class Least {
    private Least() {}

    /** The name of the least in a map that is not empty. */
    public static <V> String of(Map<String, V> map, Comparator<? super V> order) {
        return map.entrySet().stream()
                .min(Map.Entry.<String, V>comparingByValue(order).thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    /** Forgets one of a map with more than {@code most}. */
    public static <V> void trim(Map<String, V> map, int most, Comparator<? super V> order) {
        if (map.size() > most) {
            map.remove(of(map, order));
        }
    }
}
