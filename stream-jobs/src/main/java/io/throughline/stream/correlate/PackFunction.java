package io.throughline.stream.correlate;

import io.throughline.stream.types.RecordPacker;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** Events whose flow was found later, on their way to it. */
public final class PackFunction extends RichFlatMapFunction<CorrelatedEvent, FlowRecord> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    private transient RecordPacker<FlowPart> packer;

    @Override
    public void open(OpenContext context) {
        packer = RecordPacker.of(FlowPart.class);
    }

    @Override
    public void flatMap(CorrelatedEvent correlated, Collector<FlowRecord> out) {
        if (correlated.flow() != null) {
            out.collect(new FlowRecord(
                    correlated.flow(), PackedParts.of(FlowPart.of(correlated.event(), correlated.evidence()), packer)));
        }
    }
}
