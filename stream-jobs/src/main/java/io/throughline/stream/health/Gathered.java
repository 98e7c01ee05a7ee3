package io.throughline.stream.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one flow when its slice is judged.
 *
 * @param slice that it began in
 * @param bucket a part of all flows
 * @param version packed, as are the lines and the places of them all: see {@link FlowPacker}
 */
record Gathered(
        Track track,
        long slice,
        int bucket,
        String flow,
        byte @Nullable [] version,
        List<byte[]> lines,
        List<byte[]> places) {
    /** Parts that flows are shared out among, to be counted and blamed side by side. Each of them tells of all traits, in each slice: so they are not more. */
    static final int BUCKETS = 16;

    static int bucket(String flow) {
        return Math.floorMod(flow.hashCode(), BUCKETS);
    }

    String key() {
        return track + "-" + bucket;
    }
}
