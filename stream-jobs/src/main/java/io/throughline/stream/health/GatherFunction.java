package io.throughline.stream.health;

import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Keeps what is told of a flow until its slice's turn. What comes later is counted and tells nothing: histories do not change afterwards. */
final class GatherFunction extends KeyedProcessFunction<String, FlowPiece, Gathered> {
    /** The same flows with the places of their records. */
    static final OutputTag<Gathered> TO_BLAME = new OutputTag<>("flows-to-blame", RecordTypeInfo.of(Gathered.class));

    private static final long serialVersionUID = 1L;

    private final Slices slices;
    private transient ValueState<Gathering> gathering;
    private transient Counter late;
    private transient Counter leftOut;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    GatherFunction(Slices slices) {
        this.slices = slices;
    }

    @Override
    public void open(OpenContext context) {
        gathering = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("gathering", RecordTypeInfo.of(Gathering.class)));
        late = getRuntimeContext().getMetricGroup().counter("latePieces");
        leftOut = getRuntimeContext().getMetricGroup().counter("linesLeftOut");
    }

    @Override
    public void processElement(FlowPiece piece, Context context, Collector<Gathered> out) throws Exception {
        Gathering known = gathering.value();
        long due = due(piece.track(), Slices.of(piece.begin()));
        // By when it was known, too: the clock of the records may leap.
        if (piece.known() >= due || due <= context.timerService().currentWatermark()) {
            late.inc();
        } else if (known == null) {
            gathering.update(Gathering.of(piece));
            context.timerService().registerEventTimeTimer(due);
        } else if (known.isFull() && piece.line() != null) {
            leftOut.inc();
        } else {
            Gathering more = known.with(piece);
            gathering.update(more);
            context.timerService().registerEventTimeTimer(due(more.track(), more.slice()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Gathered> out) throws Exception {
        Gathering known = gathering.value();
        if (known != null && due(known.track(), known.slice()) <= timestamp) {
            Gathered flow = known.gathered(context.getCurrentKey());
            out.collect(flow.withoutPlaces());
            context.output(TO_BLAME, flow);
            gathering.clear();
        }
    }

    private long due(Track track, long slice) {
        return slices.due(track, slice, Slices.Turn.GATHER);
    }
}
