package io.throughline.stream.infer;

import io.throughline.core.infer.Edge;
import io.throughline.core.infer.Judgement;
import io.throughline.core.infer.Learned;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.stream.correlate.InstanceHop;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.correlate.TracedPart;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keeps an instance's hops until what caused them can be judged together, see {@link Judgement}. It judges at times that the clock of
 * the records gives, by all that were over by then: so the order in which they came, and how fast, changes nothing.
 */
final class JudgeFunction extends KeyedProcessFunction<String, InstanceHop, Unit> {
    static final OutputTag<LinkEnd> LINKS = new OutputTag<>("links", RecordTypeInfo.of(LinkEnd.class));
    static final OutputTag<OpenEnd> OPEN = new OutputTag<>("open", RecordTypeInfo.of(OpenEnd.class));
    static final OutputTag<Step> ROOTS = new OutputTag<>("roots", RecordTypeInfo.of(Step.class));

    private static final long serialVersionUID = 1L;

    private final InferConfig config;
    private final Rounds rounds;
    private transient MapState<String, TracedPart> waiting;
    private transient ListState<Learned.Remembered> learned;
    private transient ValueState<Waiting> state;
    private transient HopParts parts;
    private transient Counter beyondLimit;

    /**
     * @param count hops that wait
     * @param first time of the instance's first record, in milliseconds since 1970
     * @param timer when it is judged next
     */
    record Waiting(int count, long first, long timer) {}

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    JudgeFunction(InferConfig config) {
        this.config = config;
        this.rounds = Rounds.every(config.every());
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.STRING, RecordTypeInfo.of(TracedPart.class)));
        learned = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("learned", RecordTypeInfo.of(Learned.Remembered.class)));
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("state", RecordTypeInfo.of(Waiting.class)));
        parts = new HopParts();
        beyondLimit = getRuntimeContext().getMetricGroup().counter("hopsBeyondLimit");
    }

    @Override
    public void processElement(InstanceHop record, Context context, Collector<Unit> out) throws Exception {
        String hop = record.hop().hop();
        if (waiting.contains(hop)) {
            return;
        }
        long time = record.hop().part().latest();
        Waiting now = state.value();
        if (now == null) {
            now = new Waiting(0, time, Long.MAX_VALUE);
        }
        if (now.count >= config.maxSpans()) {
            beyondLimit.inc();
            long known = Math.max(time, context.timerService().currentWatermark());
            parts.add(record.hop());
            emit(new Judgement.Unit(hop, List.of()), false, known, context, out);
            parts.clear();
            return;
        }
        waiting.put(hop, record.hop());
        long first = Math.min(now.first, time);
        long due = Math.max(
                Math.max(rounds.from(time), first + config.learnFor().toMillis()),
                context.timerService().currentWatermark() + 1);
        if (due < now.timer) {
            context.timerService().registerEventTimeTimer(due);
        }
        state.update(new Waiting(now.count + 1, first, Math.min(due, now.timer)));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Unit> out) throws Exception {
        Waiting now = state.value();
        if (now == null || now.timer != timestamp) {
            return;
        }
        if (now.count == 0) {
            learned.clear();
            state.clear();
            return;
        }
        for (Map.Entry<String, TracedPart> entry : waiting.entries()) {
            if (entry.getValue().part().latest() <= timestamp) {
                parts.add(entry.getValue());
            }
        }
        long requestsUntil = micros(timestamp - config.hold().toMillis());
        long callsUntil = micros(timestamp - config.waitForCaller().toMillis());
        int left = now.count;
        List<Judgement.Unit> byIds = Judgement.byIds(parts.spans(), requestsUntil, callsUntil);
        for (Judgement.Unit unit : byIds == null ? byTimes(requestsUntil, callsUntil) : byIds) {
            emit(unit, byIds != null, timestamp, context, out);
            left -= 1 + unit.edges().size();
            waiting.remove(unit.root());
            for (Edge edge : unit.edges()) {
                waiting.remove(edge.child());
            }
        }
        parts.clear();
        long timer = left > 0
                ? rounds.after(timestamp)
                : timestamp + config.forgetAfter().toMillis();
        context.timerService().registerEventTimeTimer(timer);
        state.update(new Waiting(left, now.first, timer));
    }

    private List<Judgement.Unit> byTimes(long requestsUntil, long callsUntil) throws Exception {
        Learned known = new Learned(list(learned.get()));
        List<Judgement.Unit> judged = Judgement.of(parts.spans(), known, requestsUntil, callsUntil);
        learned.update(known.all());
        return judged;
    }

    /** @param settled whether ids told all of it, so that it is in its flow already */
    private void emit(Judgement.Unit judged, boolean settled, long known, Context context, Collector<Unit> out) {
        Hop root = parts.hop(judged.root());
        if (judged.edges().isEmpty() && root.link() == null && root.peer() == null) {
            // A record alone is no flow.
            return;
        }
        String trace = parts.trace(judged);
        for (Hop hop : parts.hops(judged)) {
            if (HopParts.hasOtherSide(hop)) {
                boolean caller = hop.vantage() == Vantage.OUTBOUND;
                PackedParts part = settled && !caller ? parts.part(hop) : null;
                OpenEnd end = new OpenEnd(judged.root(), trace, parts.call(hop), settled, part, hop, known);
                if (hop.link() == null) {
                    context.output(OPEN, end);
                } else {
                    context.output(LINKS, end.linked());
                }
            }
        }
        if (settled) {
            return;
        }
        if (root.vantage() != Vantage.INBOUND) {
            context.output(ROOTS, Step.top(judged.root(), trace, known));
        }
        out.collect(parts.unit(judged, context.getCurrentKey(), known));
    }

    private static long micros(long millis) {
        return millis * 1_000;
    }

    private static <T> List<T> list(Iterable<T> all) {
        List<T> list = new ArrayList<>();
        all.forEach(list::add);
        return list;
    }
}
