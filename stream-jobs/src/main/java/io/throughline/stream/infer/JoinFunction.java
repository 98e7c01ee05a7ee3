package io.throughline.stream.infer;

import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.types.RecordPacker;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The two sides of a connection: what was called takes a step up to its caller, or stands alone when none comes. */
final class JoinFunction extends KeyedProcessFunction<String, LinkEnd, Step> {
    /** What is in its flow already, and gets its place in it. */
    static final OutputTag<FlowRecord> PLACED = new OutputTag<>("placed", RecordTypeInfo.of(FlowRecord.class));

    private static final long serialVersionUID = 1L;

    private final long waitMillis;
    private transient RecordPacker<FlowPart> packer;
    private transient ValueState<LinkEnd> caller;
    private transient ListState<LinkEnd> called;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    JoinFunction(Duration wait) {
        this.waitMillis = wait.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        packer = RecordPacker.of(FlowPart.class);
        caller = getRuntimeContext().getState(new ValueStateDescriptor<>("caller", RecordTypeInfo.of(LinkEnd.class)));
        called =
                getRuntimeContext().getListState(new ListStateDescriptor<>("called", RecordTypeInfo.of(LinkEnd.class)));
    }

    @Override
    public void processElement(LinkEnd end, Context context, Collector<Step> out) throws Exception {
        LinkEnd known = caller.value();
        if (!end.caller()) {
            if (known == null) {
                called.add(end);
                await(end, context);
            } else {
                tell(end, known, context, out);
            }
        } else if (known == null || end.hop().compareTo(known.hop()) < 0) {
            caller.update(end);
            for (LinkEnd waiting : called.get()) {
                tell(waiting, end, context, out);
            }
            called.clear();
            await(end, context);
        }
    }

    /** From when it was judged on, so that it does not matter when it came. */
    private void await(LinkEnd end, Context context) {
        context.timerService().registerEventTimeTimer(end.known() + waitMillis);
    }

    private void tell(LinkEnd called, LinkEnd caller, Context context, Collector<Step> out) {
        boolean forgotten = called.known() > caller.known() + waitMillis;
        boolean late = caller.known() > called.known() + waitMillis;
        if (called.settled()) {
            FlowRecord placed = forgotten || late ? null : called.placed(caller, packer);
            if (placed != null) {
                context.output(PLACED, placed);
            }
        } else if (late) {
            // However far the clock of the records leapt.
            out.collect(alone(called));
        } else {
            out.collect(called.to(forgotten ? null : caller, Math.max(called.known(), caller.known())));
        }
    }

    private Step alone(LinkEnd end) {
        return end.to(null, end.known() + waitMillis);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Step> out) throws Exception {
        List<LinkEnd> alone = new ArrayList<>();
        called.get().forEach(alone::add);
        for (LinkEnd end : alone) {
            if (!end.settled()) {
                out.collect(alone(end));
            }
        }
        called.clear();
        caller.clear();
    }
}
