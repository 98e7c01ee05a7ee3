package io.throughline.stream.health;

import io.throughline.core.health.Trait;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps what is told of the flows of a bucket until their slice's turn, and then counts what they showed, so that traits are judged by sums and not by
 * single requests. What comes later is counted and tells nothing: histories do not change afterwards.
 */
final class GatherFunction extends KeyedProcessFunction<Integer, FlowPiece, TraitSlice> {
    /** The flows that were counted, each once. */
    static final OutputTag<Gathered> FLOWS = new OutputTag<>("gathered-flows", RecordTypeInfo.of(Gathered.class));

    private static final long serialVersionUID = 1L;

    private final Slices slices;
    private transient MapState<String, Gathering> flows;
    private transient FlowPacker packer;
    private transient Counter late;
    private transient Counter leftOut;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    GatherFunction(Slices slices) {
        this.slices = slices;
    }

    private record TrackSlice(Track track, long slice) {}

    @Override
    public void open(OpenContext context) {
        flows = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("flows", Types.STRING, RecordTypeInfo.of(Gathering.class)));
        packer = new FlowPacker();
        late = getRuntimeContext().getMetricGroup().counter("latePieces");
        leftOut = getRuntimeContext().getMetricGroup().counter("linesLeftOut");
    }

    @Override
    public void processElement(FlowPiece piece, Context context, Collector<TraitSlice> out) throws Exception {
        Gathering known = flows.get(piece.flow());
        long due = due(piece.track(), Slices.of(piece.begin()));
        // By when it was known, too: the clock of the records may leap.
        if (piece.known() >= due || due <= context.timerService().currentWatermark()) {
            late.inc();
        } else if (known != null && known.isFull() && piece.line()) {
            leftOut.inc();
        } else {
            Gathering more = known == null ? Gathering.of(piece) : known.with(piece);
            flows.put(piece.flow(), more);
            context.timerService().registerEventTimeTimer(due(more.track(), more.slice()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TraitSlice> out) throws Exception {
        Map<TrackSlice, Map<Trait, Map<String, Integer>>> sums = new HashMap<>();
        for (Iterator<Map.Entry<String, Gathering>> all = flows.iterator(); all.hasNext(); ) {
            Map.Entry<String, Gathering> one = all.next();
            Gathering known = one.getValue();
            if (due(known.track(), known.slice()) <= timestamp) {
                Gathered flow = known.gathered(one.getKey());
                packer.requests(List.of(flow))
                        .count(sums.computeIfAbsent(
                                new TrackSlice(flow.track(), flow.slice()), any -> new HashMap<>()));
                context.output(FLOWS, flow);
                all.remove();
            }
        }
        sums.forEach((of, counts) -> TraitSlice.of(of.track, of.slice, counts).forEach(out::collect));
        if (flows.isEmpty()) {
            // The map's empty rest goes as well.
            flows.clear();
        }
    }

    private long due(Track track, long slice) {
        return slices.due(track, slice, Slices.Turn.GATHER);
    }
}
