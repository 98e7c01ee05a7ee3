package io.throughline.stream.health;

import io.throughline.core.health.Trait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What some flows showed of some traits in a slice.
 *
 * @param bucket a part of all traits
 * @param counts how often which outcome was seen
 */
record TraitSlice(Track track, long slice, int bucket, Map<Trait, Map<String, Integer>> counts) {
    /** Parts that traits are shared out among, to be judged side by side. */
    static final int BUCKETS = 64;

    /** One for each bucket that has some of these traits. */
    static List<TraitSlice> of(Track track, long slice, Map<Trait, Map<String, Integer>> counts) {
        List<Map<Trait, Map<String, Integer>>> buckets = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            buckets.add(new HashMap<>());
        }
        counts.forEach((trait, seen) -> buckets.get(bucket(trait)).put(trait, seen));
        List<TraitSlice> slices = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            if (!buckets.get(i).isEmpty()) {
                slices.add(new TraitSlice(track, slice, i, buckets.get(i)));
            }
        }
        return slices;
    }

    private static int bucket(Trait trait) {
        // An enum's own hash differs from one Java to the next.
        return Math.floorMod(
                31 * (31 * trait.kind().name().hashCode() + trait.service().hashCode())
                        + trait.context().hashCode(),
                BUCKETS);
    }

    String key() {
        return track + "-" + bucket;
    }
}
