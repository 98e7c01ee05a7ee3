package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.types.RecordPacker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The hops of a unit, each with its place in the flow. What names a trace is in that trace's flow already, and is told only where
 * its ids do not show its place.
 */
final class PlaceFunction extends RichFlatMapFunction<Named, FlowRecord> {
    private static final long serialVersionUID = 1L;

    private transient RecordPacker<FlowPart> packer;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    PlaceFunction() {}

    /** A record of the unit that its parent may be. */
    private record Known(@Nullable String trace, @Nullable String span) {
        boolean isNamedBy(String trace, FlowPart part) {
            return span != null
                    && trace.equals(this.trace)
                    && (span.equals(part.parentSpan()) || span.equals(part.span()));
        }
    }

    @Override
    public void open(OpenContext context) {
        packer = RecordPacker.of(FlowPart.class);
    }

    @Override
    public void flatMap(Named named, Collector<FlowRecord> out) {
        List<FlowPart> parts = new ArrayList<>();
        Map<String, Known> byHop = new HashMap<>();
        for (Unit.Member member : named.unit().members()) {
            FlowPart part = member.part().part().unpack(packer).getFirst();
            parts.add(part);
            if (part.hop() != null) {
                byHop.put(part.hop().id(), new Known(member.part().trace(), part.span()));
            }
        }
        Step step = named.step();
        for (int i = 0; i < parts.size(); i++) {
            Unit.Member member = named.unit().members().get(i);
            FlowPart.Placed place = i == 0
                    ? new FlowPart.Placed(step.caller(), step.evidence(), step.confidence())
                    : new FlowPart.Placed(member.parent(), EdgeEvidence.INFERENCE, member.confidence(), others(member));
            String trace = member.part().trace();
            if (trace == null) {
                out.collect(record(named, named.flow(), parts.get(i).at(place)));
            } else if (place.parent() != null) {
                Known parent = byHop.get(place.parent());
                if (parent == null || !parent.isNamedBy(trace, parts.get(i))) {
                    out.collect(record(named, trace, parts.get(i).at(place)));
                }
            }
        }
    }

    private static List<FlowHop.Other> others(Unit.Member member) {
        return member.others().stream()
                .map(other -> new FlowHop.Other(other.parent(), other.confidence()))
                .toList();
    }

    private FlowRecord record(Named named, String flow, FlowPart part) {
        return new FlowRecord(flow, PackedParts.of(part, packer).knownAt(named.known()));
    }
}
