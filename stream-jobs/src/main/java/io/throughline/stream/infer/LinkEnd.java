package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.types.RecordPacker;
import org.jspecify.annotations.Nullable;

/**
 * One side of a call between instances.
 *
 * @param link the same on both sides
 * @param caller whether it is the calling side
 * @param unit that it is in
 * @param trace of the unit, where one is known
 * @param hop the record of this side
 * @param call the ids of the call, where the record has them: the same on both sides
 * @param settled whether ids told all of the unit: it is in its flow already, and will not be judged again
 * @param part of a called hop whose unit is settled: its place is all that may have to be told
 * @param evidence that the two sides belong together
 * @param confidence in that, in [0,1]
 * @param known when its unit was judged, in milliseconds since 1970
 */
record LinkEnd(
        String link,
        boolean caller,
        String unit,
        @Nullable String trace,
        String hop,
        @Nullable String call,
        boolean settled,
        @Nullable PackedParts part,
        EdgeEvidence evidence,
        double confidence,
        long known) {
    /** Up from what was called, in a flow of its own where it knows that. */
    Step to(@Nullable LinkEnd callerEnd, long when) {
        Step alone = Step.top(unit, trace, when);
        if (callerEnd == null || callerEnd.unit.equals(unit)) {
            return alone;
        }
        if (trace == null && callerEnd.trace == null) {
            return new Step(unit, callerEnd.unit, false, callerEnd.hop, evidence, confidence, callerEnd.settled, when);
        }
        Step top = trace == null ? Step.top(unit, callerEnd.trace, when) : alone;
        return top.from(callerEnd.hop, evidence, confidence, callerEnd.settled);
    }

    /** Where a called hop is that is in its flow already; null where its ids show that by themselves. */
    @Nullable
    FlowRecord placed(LinkEnd callerEnd, RecordPacker<FlowPart> packer) {
        boolean shown = call != null && call.equals(callerEnd.call);
        if (trace == null || part == null || shown || callerEnd.unit.equals(unit)) {
            return null;
        }
        FlowPart placed = part.unpack(packer).getFirst().at(new FlowPart.Placed(callerEnd.hop, evidence, confidence));
        return new FlowRecord(trace, PackedParts.of(placed, packer).knownAt(Math.max(known, callerEnd.known)));
    }
}
