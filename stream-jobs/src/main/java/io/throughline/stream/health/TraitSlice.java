package io.throughline.stream.health;

import io.throughline.core.health.Trait;
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

    static int bucket(Trait trait) {
        // An enum's own hash differs from one Java to the next.
        return Math.floorMod((trait.kind() + trait.service() + trait.context()).hashCode(), BUCKETS);
    }

    String key() {
        return track + "-" + bucket;
    }
}
