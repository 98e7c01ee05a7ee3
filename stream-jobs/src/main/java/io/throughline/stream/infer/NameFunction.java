package io.throughline.stream.infer;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.types.RecordPacker;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Units, which are the first input, get the name of their flow from their roots, which are the second. */
final class NameFunction extends KeyedCoProcessFunction<String, Unit, Step, FlowRecord> {
    /** Before the id of a flow's first hop, where no record had an id of the flow. */
    static final String PREFIX = "inf-";

    private static final long serialVersionUID = 1L;

    private final long waitMillis;
    private transient ValueState<Unit> unit;
    private transient ValueState<Step> root;
    private transient RecordPacker<FlowPart> packer;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    NameFunction(Duration wait) {
        this.waitMillis = wait.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        unit = getRuntimeContext().getState(new ValueStateDescriptor<>("unit", RecordTypeInfo.of(Unit.class)));
        root = getRuntimeContext().getState(new ValueStateDescriptor<>("root", RecordTypeInfo.of(Step.class)));
        packer = RecordPacker.of(FlowPart.class);
    }

    @Override
    public void processElement1(Unit value, Context context, Collector<FlowRecord> out) throws Exception {
        Step known = root.value();
        if (known == null) {
            unit.update(value);
            await(value.members().getFirst().part().latest(), context);
        } else {
            emit(value, known, out);
            root.clear();
        }
    }

    @Override
    public void processElement2(Step value, Context context, Collector<FlowRecord> out) throws Exception {
        Unit known = unit.value();
        if (known == null) {
            root.update(value);
            await(value.time(), context);
        } else {
            emit(known, value, out);
            unit.clear();
        }
    }

    private void await(long time, Context context) {
        context.timerService().registerEventTimeTimer(time + waitMillis);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<FlowRecord> out) throws Exception {
        Unit known = unit.value();
        if (known != null) {
            emit(known, Step.root(known.id(), timestamp), out);
        }
        unit.clear();
        root.clear();
    }

    private void emit(Unit named, Step step, Collector<FlowRecord> out) {
        String flow = PREFIX + step.up();
        for (int i = 0; i < named.members().size(); i++) {
            Unit.Member member = named.members().get(i);
            FlowPart.Placed placed = i == 0
                    ? new FlowPart.Placed(step.caller(), step.evidence(), step.confidence())
                    : new FlowPart.Placed(member.parent(), EdgeEvidence.INFERENCE, member.confidence());
            FlowPart part = member.part().unpack(packer).getFirst().at(placed);
            out.collect(new FlowRecord(flow, PackedParts.of(part, packer)));
        }
    }
}
