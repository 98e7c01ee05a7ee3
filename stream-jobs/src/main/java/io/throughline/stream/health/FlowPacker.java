package io.throughline.stream.health;

import io.throughline.core.health.HealthRequests;
import io.throughline.core.health.Line;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.stream.types.RecordPacker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Packs what is told of flows, and unpacks it; not safe for use by several threads. */
public final class FlowPacker {
    private final RecordPacker<Flow> flows = RecordPacker.of(Flow.class);
    private final RecordPacker<Line> lines = RecordPacker.of(Line.class);
    private final RecordPacker<FlowPiece.Places> places = RecordPacker.of(FlowPiece.Places.class);

    /**
     * A version of a flow.
     *
     * @param where the records of its hops are
     * @param known when the version was made, in event time
     */
    public FlowPiece version(Flow flow, List<FlowPiece.Place> where, long known) {
        return new FlowPiece(
                flow.id(),
                track(flow),
                flow.start().toEpochMilli(),
                known,
                false,
                flows.pack(flow),
                places.pack(new FlowPiece.Places(where)));
    }

    FlowPiece line(String flow, Line line, FlowPiece.Place where) {
        long time = line.time().toEpochMilli();
        return new FlowPiece(
                flow,
                Track.TOLD,
                time,
                time,
                true,
                lines.pack(line),
                places.pack(new FlowPiece.Places(List.of(where))));
    }

    /** Those of all these flows. */
    HealthRequests requests(Collection<Gathered> gathered) {
        List<Flow> versions = new ArrayList<>(gathered.size());
        List<Line> told = new ArrayList<>();
        for (Gathered one : gathered) {
            if (one.version() != null) {
                flows.unpack(one.version(), 1, versions);
            }
            one.lines().forEach(line -> lines.unpack(line, 1, told));
        }
        return HealthRequests.of(versions, told);
    }

    /** Where the records of all these flows are, by their ids. */
    Map<String, Evidence> places(Collection<Gathered> gathered) {
        Map<String, Evidence> where = new HashMap<>();
        List<FlowPiece.Places> unpacked = new ArrayList<>();
        for (Gathered one : gathered) {
            one.places().forEach(packed -> places.unpack(packed, 1, unpacked));
            unpacked.forEach(some -> some.all().forEach(place -> where.put(place.record(), place.of(one.flow()))));
            unpacked.clear();
        }
        return where;
    }

    private static Track track(Flow flow) {
        return flow.traceId() == null && flow.hops().stream().allMatch(FlowPacker::isInferred)
                ? Track.INFERRED
                : Track.TOLD;
    }

    private static boolean isInferred(FlowHop hop) {
        return hop.evidence() == FlowHop.EdgeEvidence.LINK || hop.evidence() == FlowHop.EdgeEvidence.INFERENCE;
    }
}
