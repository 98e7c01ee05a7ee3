package io.throughline.stream.health;

import io.throughline.core.model.Evidence;
import java.util.List;

/**
 * What is told of one flow: a version of it, or one of its lines. It stays packed on its way, since most of what is told of flows is counted once and
 * never looked at again: see {@link FlowPacker}.
 *
 * @param begin of the version, or the line's time: milliseconds since 1970
 * @param known when it was told of, in event time, likewise
 * @param line whether it is a line
 * @param told the {@link io.throughline.core.model.Flow} or {@link io.throughline.core.health.Line}
 * @param places {@link Places} of the records that tell of the hops, or of the line
 */
public record FlowPiece(String flow, Track track, long begin, long known, boolean line, byte[] told, byte[] places) {
    /** What is packed together. */
    record Places(List<Place> all) {}

    /**
     * Where a record can be looked up.
     *
     * @param record the hop's or log event's id
     */
    public record Place(String record, String event, String source, long offset) {
        Evidence of(String flow) {
            return new Evidence(event, flow, source, offset);
        }
    }
}
