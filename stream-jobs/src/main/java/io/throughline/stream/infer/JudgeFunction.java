package io.throughline.stream.infer;

import io.throughline.core.infer.Edge;
import io.throughline.core.infer.Judgement;
import io.throughline.core.infer.Learned;
import io.throughline.core.infer.Span;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.types.RecordPacker;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
final class JudgeFunction extends KeyedProcessFunction<String, FlowRecord, Unit> {
    static final OutputTag<LinkEnd> LINKS = new OutputTag<>("links", RecordTypeInfo.of(LinkEnd.class));
    static final OutputTag<OpenEnd> OPEN = new OutputTag<>("open", RecordTypeInfo.of(OpenEnd.class));
    static final OutputTag<Step> ROOTS = new OutputTag<>("roots", RecordTypeInfo.of(Step.class));

    private static final long serialVersionUID = 1L;

    private final InferConfig config;
    private transient MapState<String, PackedParts> waiting;
    private transient ListState<Learned.Remembered> learned;
    private transient ValueState<Waiting> state;
    private transient RecordPacker<FlowPart> packer;
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
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.STRING, RecordTypeInfo.of(PackedParts.class)));
        learned = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("learned", RecordTypeInfo.of(Learned.Remembered.class)));
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("state", RecordTypeInfo.of(Waiting.class)));
        packer = RecordPacker.of(FlowPart.class);
        beyondLimit = getRuntimeContext().getMetricGroup().counter("hopsBeyondLimit");
    }

    @Override
    public void processElement(FlowRecord record, Context context, Collector<Unit> out) throws Exception {
        FlowPart part = part(record.part());
        Hop hop = hop(part);
        if (waiting.contains(hop.id())) {
            return;
        }
        long time = record.part().latest();
        Waiting now = state.value();
        if (now == null) {
            now = new Waiting(0, time, Long.MAX_VALUE);
        }
        if (now.count >= config.maxSpans()) {
            beyondLimit.inc();
            emit(new Judgement.Unit(hop.id(), List.of()), Map.of(hop.id(), record.part()), context, out);
            return;
        }
        waiting.put(hop.id(), record.part());
        long first = Math.min(now.first, time);
        long due = Math.max(
                Math.max(next(time), first + config.learnFor().toMillis()),
                context.timerService().currentWatermark() + 1);
        if (due < now.timer) {
            context.timerService().registerEventTimeTimer(due);
        }
        state.update(new Waiting(now.count + 1, first, Math.min(due, now.timer)));
    }

    /** The first moment after a time at which all instances are judged. */
    private long next(long time) {
        long every = config.every().toMillis();
        return (Math.floorDiv(time, every) + 1) * every;
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
        Map<String, PackedParts> parts = new HashMap<>();
        List<Span> spans = new ArrayList<>();
        for (Map.Entry<String, PackedParts> entry : waiting.entries()) {
            if (entry.getValue().latest() <= timestamp) {
                parts.put(entry.getKey(), entry.getValue());
                spans.add(span(hop(part(entry.getValue()))));
            }
        }
        Learned known = new Learned(list(learned.get()));
        long requestsUntil = micros(timestamp - config.hold().toMillis());
        long callsUntil = micros(timestamp - config.waitForCaller().toMillis());
        int left = now.count;
        for (Judgement.Unit unit : Judgement.of(spans, known, requestsUntil, callsUntil)) {
            emit(unit, parts, context, out);
            left -= 1 + unit.edges().size();
            waiting.remove(unit.root());
            for (Edge edge : unit.edges()) {
                waiting.remove(edge.child());
            }
        }
        learned.update(known.all());
        long timer =
                left > 0 ? next(timestamp) : timestamp + config.forgetAfter().toMillis();
        context.timerService().registerEventTimeTimer(timer);
        state.update(new Waiting(left, now.first, timer));
    }

    private void emit(
            Judgement.Unit unit,
            Map<String, PackedParts> parts,
            KeyedProcessFunction<String, FlowRecord, Unit>.Context context,
            Collector<Unit> out) {
        Map<String, Edge> edges = new LinkedHashMap<>();
        unit.edges().forEach(edge -> edges.put(edge.child(), edge));
        FlowPart root = part(of(parts, unit.root()));
        Hop hop = hop(root);
        long time = root.time().toEpochMilli();
        if (edges.isEmpty() && hop.link() == null && hop.peer() == null) {
            // A record alone is no flow.
            return;
        }
        List<Unit.Member> members = new ArrayList<>();
        members.add(new Unit.Member(of(parts, unit.root()), null, 1));
        edges.forEach((id, edge) -> members.add(new Unit.Member(of(parts, id), edge.parent(), edge.confidence())));
        for (Unit.Member member : members) {
            Hop each = hop(part(member.part()));
            if (each.vantage() == Vantage.INTERNAL) {
                continue;
            }
            if (each.link() != null) {
                boolean caller = each.vantage() == Vantage.OUTBOUND;
                context.output(LINKS, new LinkEnd(each.link(), caller, unit.root(), each.id(), time));
            } else if (OpenEnd.called(each) != null) {
                context.output(OPEN, new OpenEnd(unit.root(), each));
            }
        }
        if (hop.vantage() != Vantage.INBOUND) {
            context.output(ROOTS, Step.root(unit.root(), time));
        }
        out.collect(new Unit(unit.root(), members));
    }

    private static PackedParts of(Map<String, PackedParts> parts, String hop) {
        PackedParts part = parts.get(hop);
        if (part == null) {
            throw new IllegalStateException("hop " + hop + " was judged and is not known");
        }
        return part;
    }

    private FlowPart part(PackedParts packed) {
        return packed.unpack(packer).getFirst();
    }

    private static Hop hop(FlowPart part) {
        Hop hop = part.hop();
        if (hop == null) {
            throw new IllegalArgumentException("part " + part.event() + " is no hop");
        }
        return hop;
    }

    private static Span span(Hop hop) {
        return new Span(
                hop.id(), hop.vantage(), hop.operation() + " " + hop.peer(), micros(hop.start()), micros(hop.end()));
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
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
