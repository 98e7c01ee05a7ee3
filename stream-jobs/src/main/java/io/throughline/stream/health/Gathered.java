package io.throughline.stream.health;

import io.throughline.core.health.HealthRequests;
import io.throughline.core.health.Line;
import io.throughline.core.model.Flow;
import io.throughline.stream.types.RecordPacker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one flow when its slice is judged.
 *
 * @param slice that it began in
 * @param bucket a part of all flows
 */
record Gathered(
        Track track,
        long slice,
        int bucket,
        String flow,
        byte @Nullable [] version,
        List<Line> lines,
        List<FlowPiece.Place> places) {
    /** Parts that flows are shared out among, to be counted and blamed side by side. Each of them tells of all traits, in each slice: so they are not more. */
    static final int BUCKETS = 16;

    static int bucket(String flow) {
        return Math.floorMod(flow.hashCode(), BUCKETS);
    }

    String key() {
        return track + "-" + bucket;
    }

    HealthRequests requests(RecordPacker<Flow> packer) {
        List<Flow> flows = new ArrayList<>(1);
        if (version != null) {
            packer.unpack(version, 1, flows);
        }
        return HealthRequests.of(flows, lines);
    }
}
