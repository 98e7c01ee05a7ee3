package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.types.RecordPacker;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** The hops of a unit, each with its place in the flow. */
final class PlaceFunction extends RichFlatMapFunction<Named, FlowRecord> {
    private static final long serialVersionUID = 1L;

    private transient RecordPacker<FlowPart> packer;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    PlaceFunction() {}

    @Override
    public void open(OpenContext context) {
        packer = RecordPacker.of(FlowPart.class);
    }

    @Override
    public void flatMap(Named named, Collector<FlowRecord> out) {
        Step step = named.step();
        for (int i = 0; i < named.unit().members().size(); i++) {
            Unit.Member member = named.unit().members().get(i);
            FlowPart.Placed placed = i == 0
                    ? new FlowPart.Placed(step.caller(), step.evidence(), step.confidence())
                    : new FlowPart.Placed(member.parent(), EdgeEvidence.INFERENCE, member.confidence());
            FlowPart part = member.part().unpack(packer).getFirst().at(placed);
            out.collect(new FlowRecord(named.flow(), PackedParts.of(part, packer)));
        }
    }
}
