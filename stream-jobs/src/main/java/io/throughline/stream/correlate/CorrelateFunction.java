package io.throughline.stream.correlate;

import io.throughline.core.model.Flow;
import io.throughline.stream.health.FlowPacker;
import io.throughline.stream.health.FlowPiece;
import io.throughline.stream.types.RecordPacker;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps the parts of a flow and judges it when it is quiet, when it is closed, and when a late record amends it.
 *
 * <p>A judgement at an instant of event time knows the records up to that instant, whatever has arrived beyond it: so the same
 * records give the same calls and the same closed flow in whatever order they come, as long as they are not late. Late records
 * amend at the next watermark. State goes {@code keepAfterClose} after the flow has closed.
 *
 * <p>An open flow is written for those who look at what happens now, {@code writeOpenAfter} of wall-clock time later. When it
 * closes meanwhile, as it does when old records are read at once, nobody would have seen the open version: it is not written.
 */
public final class CorrelateFunction extends KeyedProcessFunction<String, FlowRecord, Flow> {
    public static final OutputTag<Call> CALLS = new OutputTag<>("calls", RecordTypeInfo.of(Call.class));

    /** Of each flow that closes, what is compared with others. */
    public static final OutputTag<FlowTraits> TRAITS = new OutputTag<>("traits", RecordTypeInfo.of(FlowTraits.class));

    /** Requests of which the flow tells who asked. */
    public static final OutputTag<Request> ASKS = new OutputTag<>("asks", RecordTypeInfo.of(Request.class));

    /** Flows when they are settled, for those who judge how services do; only where somebody does. */
    public static final OutputTag<FlowPiece> SETTLED = new OutputTag<>("settled", RecordTypeInfo.of(FlowPiece.class));

    private static final long serialVersionUID = 1L;

    private final CorrelateConfig config;
    private final boolean detecting;
    private final boolean watched;
    private transient ListState<PackedParts> parts;
    private transient ValueState<FlowProgress> progress;
    private transient RecordPacker<FlowPart> packer;
    private transient FlowPacker flowPacker;
    private transient Counter lateRecords;
    private transient Counter droppedRecords;

    /**
     * @param detecting whether {@link #TRAITS} and {@link #ASKS} are for somebody
     * @param watched whether settled flows are told
     */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public CorrelateFunction(CorrelateConfig config, boolean detecting, boolean watched) {
        this.config = config;
        this.detecting = detecting;
        this.watched = watched;
    }

    @Override
    public void open(OpenContext context) {
        parts = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("parts", RecordTypeInfo.of(PackedParts.class)));
        progress = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("progress", RecordTypeInfo.of(FlowProgress.class)));
        packer = RecordPacker.of(FlowPart.class);
        flowPacker = new FlowPacker();
        lateRecords = getRuntimeContext().getMetricGroup().counter("lateRecords");
        droppedRecords = getRuntimeContext().getMetricGroup().counter("recordsBeyondLimit");
    }

    @Override
    public void processElement(FlowRecord record, Context context, Collector<Flow> out) throws Exception {
        PackedParts part = record.part();
        long time = part.latest();
        long watermark = context.timerService().currentWatermark();
        FlowProgress now = progress.value();
        if (now == null) {
            now = FlowProgress.begin(time);
        }
        if (now.kept() >= config.maxParts()) {
            droppedRecords.inc();
            now = now.withOneMoreDropped();
        } else {
            parts.add(part);
            now = now.withOneMoreKept(time);
        }
        boolean late = part.known() <= watermark;
        if (late) {
            lateRecords.inc();
        }
        long due = late ? watermark + 1 : due(part);
        progress.update(due < now.timer() ? scheduled(now, due, context) : now);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Flow> out) throws Exception {
        FlowProgress now = progress.value();
        if (now != null && context.timeDomain() == TimeDomain.PROCESSING_TIME && now.openDue() == timestamp) {
            writeOpen(now, context, out);
        } else if (now != null && context.timeDomain() == TimeDomain.EVENT_TIME && now.timer() == timestamp) {
            judge(timestamp, now, context, out);
        }
    }

    /** When a part that is known in time is to be judged. */
    private long due(PackedParts part) {
        return Math.max(part.known(), part.latest() + config.settleAfter().toMillis());
    }

    private void writeOpen(FlowProgress now, OnTimerContext context, Collector<Flow> out) throws Exception {
        long watermark = context.timerService().currentWatermark();
        List<FlowPart> known = new ArrayList<>();
        for (PackedParts part : parts.get()) {
            if (part.known() <= watermark) {
                known.addAll(part.unpack(packer));
            }
        }
        FlowProgress done = now.withOpenDue(FlowProgress.NONE);
        if (known.isEmpty()) {
            // After a restore, while event time has not come back to where it was.
            progress.update(waiting(true, done, context));
            return;
        }
        out.collect(FlowAssembler.assemble(context.getCurrentKey(), known, now.dropped(), false));
        progress.update(done);
    }

    private void judge(long timestamp, FlowProgress now, OnTimerContext context, Collector<Flow> out) throws Exception {
        List<PackedParts> known = new ArrayList<>();
        List<PackedParts> beyond = new ArrayList<>();
        for (PackedParts part : parts.get()) {
            (part.known() <= timestamp ? known : beyond).add(part);
        }
        long following = beyond.stream().mapToLong(this::due).min().orElse(Long.MAX_VALUE);
        if (known.isEmpty()) {
            progress.update(scheduled(now, following, context));
            return;
        }
        PackedParts whole = PackedParts.joined(known);
        if (known.size() > 1) {
            beyond.add(whole);
            parts.update(beyond);
        }
        long latest = whole.latest();
        long quiet = timestamp - latest;
        long closeAfter = config.closeAfter().toMillis();
        boolean closing = quiet >= closeAfter;
        boolean settled = quiet >= config.settleAfter().toMillis();
        boolean overdue = timestamp - now.writtenAt() >= config.amendEvery().toMillis();
        boolean changed = whole.count() + now.dropped() != now.written() || closing != now.closed();
        if (changed && (settled || overdue)) {
            now = judged(whole, now, closing, timestamp, context, out);
        }
        if (closing && following == Long.MAX_VALUE) {
            long expiry = latest + closeAfter + config.keepAfterClose().toMillis();
            if (timestamp >= expiry) {
                parts.clear();
                progress.clear();
                return;
            }
            progress.update(scheduled(now, expiry, context));
            return;
        }
        long own = settled
                ? (closing ? Long.MAX_VALUE : latest + closeAfter)
                : Math.min(
                        latest + config.settleAfter().toMillis(),
                        now.writtenAt() + config.amendEvery().toMillis());
        progress.update(scheduled(now, Math.max(timestamp + 1, Math.min(own, following)), context));
    }

    private FlowProgress judged(
            PackedParts whole,
            FlowProgress now,
            boolean closing,
            long timestamp,
            OnTimerContext context,
            Collector<Flow> out) {
        List<FlowPart> known = whole.unpack(packer);
        Flow flow = FlowAssembler.assemble(context.getCurrentKey(), known, now.dropped(), closing);
        List<String> told = new ArrayList<>(now.told());
        FlowCalls.tell(flow, known, told, Instant.ofEpochMilli(timestamp), call -> context.output(CALLS, call));
        if (detecting) {
            FlowAsks.tell(flow, known, told, Instant.ofEpochMilli(timestamp), ask -> context.output(ASKS, ask));
        }
        if (watched && (!closing || now.written() == 0)) {
            context.output(SETTLED, flowPacker.version(flow, places(known), timestamp));
        }
        if (closing) {
            out.collect(flow);
        }
        if (detecting && closing && !now.closed()) {
            FlowTraits traits = FlowTraitsReader.read(flow, known, Instant.ofEpochMilli(timestamp));
            if (traits != null) {
                context.output(TRAITS, traits);
            }
        }
        return waiting(!closing, now, context).withWritten(whole.count() + now.dropped(), timestamp, closing, told);
    }

    private static List<FlowPiece.Place> places(List<FlowPart> parts) {
        List<FlowPiece.Place> places = new ArrayList<>();
        for (FlowPart part : parts) {
            if (part.hop() != null) {
                places.add(new FlowPiece.Place(part.hop().id(), part.event(), part.source(), part.offset()));
            }
        }
        return places;
    }

    /** Lets the open version wait for its time, or no longer. */
    private FlowProgress waiting(boolean open, FlowProgress now, OnTimerContext context) {
        boolean waits = now.openDue() != FlowProgress.NONE;
        if (open == waits) {
            return now;
        }
        if (waits) {
            context.timerService().deleteProcessingTimeTimer(now.openDue());
            return now.withOpenDue(FlowProgress.NONE);
        }
        long due = context.timerService().currentProcessingTime()
                + config.writeOpenAfter().toMillis();
        context.timerService().registerProcessingTimeTimer(due);
        return now.withOpenDue(due);
    }

    private static FlowProgress scheduled(FlowProgress now, long timer, Context context) {
        context.timerService().registerEventTimeTimer(timer);
        return now.withTimer(timer);
    }
}
