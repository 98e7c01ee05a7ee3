package io.throughline.stream.health;

import io.throughline.core.health.Line;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.stream.types.RecordPacker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one flow: a version of it, or one of its lines.
 *
 * @param begin of the version, or the line's time: milliseconds since 1970
 * @param known when it was told of, in event time, likewise
 * @param version as {@link RecordPacker} writes a {@link Flow}
 * @param places where the records are that tell of the hops, or of the line
 */
public record FlowPiece(
        String flow,
        Track track,
        long begin,
        long known,
        byte @Nullable [] version,
        @Nullable Line line,
        List<Place> places) {
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

    /**
     * @param places of the records of its hops
     * @param known when the version was made, in event time
     */
    public static FlowPiece of(Flow flow, List<Place> places, long known, RecordPacker<Flow> packer) {
        long begin = flow.start().toEpochMilli();
        return new FlowPiece(flow.id(), track(flow), begin, known, packer.pack(flow), null, List.copyOf(places));
    }

    static FlowPiece of(String flow, Line line, Place place) {
        long time = line.time().toEpochMilli();
        return new FlowPiece(flow, Track.TOLD, time, time, null, line, List.of(place));
    }

    private static Track track(Flow flow) {
        return flow.traceId() == null && flow.hops().stream().allMatch(FlowPiece::isInferred)
                ? Track.INFERRED
                : Track.TOLD;
    }

    private static boolean isInferred(FlowHop hop) {
        return hop.evidence() == FlowHop.EdgeEvidence.LINK || hop.evidence() == FlowHop.EdgeEvidence.INFERENCE;
    }
}
