package io.throughline.stream.infer;

import io.throughline.core.infer.Edge;
import io.throughline.core.infer.Judgement;
import io.throughline.core.infer.Learned;
import io.throughline.core.infer.Span;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import io.throughline.stream.correlate.TracedPart;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an instance's units, which know by now what flows they seem to be of, until those that went on beside them know it, too; and
 * judges once more where one flow came by several requests, see {@link Judgement#again}. Like {@link JudgeFunction}, at times that the
 * clock of the records gives, by all that was known by then.
 */
final class JudgeAgainFunction extends KeyedProcessFunction<String, Named, Claim> {
    /** Calls that were given to requests of other flows. */
    static final OutputTag<Moved> MOVED = new OutputTag<>("moved", RecordTypeInfo.of(Moved.class));

    private static final long serialVersionUID = 1L;

    private final InferConfig config;
    private final Rounds rounds;
    private final long holdMillis;
    private transient MapState<String, Member> waiting;
    private transient ListState<Learned.Remembered> learned;
    private transient ValueState<Long> timer;
    private transient HopParts parts;

    /**
     * A hop as it was judged first.
     *
     * @param parent the hop of its instance that caused it; null for a unit's first
     * @param confidence of that
     * @param others see {@link Unit.Member}
     * @param root null for hops with a parent
     * @param flow of its unit
     * @param known when its flow was, in milliseconds since 1970
     */
    record Member(
            TracedPart part,
            @Nullable String parent,
            double confidence,
            List<Edge.Other> others,
            @Nullable Root root,
            String flow,
            long known) {}

    /**
     * What is known of a unit.
     *
     * @param step to what called it
     */
    record Root(String flow, Step step) {}

    /** @param holdMillis after a request's end it is judged again */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    JudgeAgainFunction(InferConfig config, long holdMillis) {
        this.config = config;
        this.rounds = Rounds.every(config.every());
        this.holdMillis = holdMillis;
    }

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.STRING, RecordTypeInfo.of(Member.class)));
        learned = getRuntimeContext()
                .getListState(new ListStateDescriptor<>("learned", RecordTypeInfo.of(Learned.Remembered.class)));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
        parts = new HopParts();
    }

    @Override
    public void processElement(Named named, Context context, Collector<Claim> out) throws Exception {
        List<Unit.Member> members = named.unit().members();
        for (int i = 0; i < members.size(); i++) {
            Unit.Member member = members.get(i);
            waiting.put(
                    member.part().hop(),
                    new Member(
                            member.part(),
                            member.parent(),
                            member.confidence(),
                            member.others(),
                            i == 0 ? new Root(named.flow(), named.step()) : null,
                            named.flow(),
                            named.known()));
        }
        long due = Math.max(rounds.from(named.known()), context.timerService().currentWatermark() + 1);
        Rounds.schedule(due, timer, context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Claim> out) throws Exception {
        Long now = timer.value();
        if (now == null || now != timestamp) {
            return;
        }
        timer.clear();
        if (waiting.isEmpty()) {
            learned.clear();
            return;
        }
        List<Edge> first = new ArrayList<>();
        Map<String, String> flowOf = new HashMap<>();
        Map<String, String> flowBefore = new HashMap<>();
        Map<String, Root> roots = new HashMap<>();
        for (Map.Entry<String, Member> entry : waiting.entries()) {
            Member member = entry.getValue();
            if (member.known <= timestamp) {
                Hop hop = parts.add(member.part);
                flowBefore.put(hop.id(), member.flow);
                if (member.root != null) {
                    flowOf.put(hop.id(), member.root.flow);
                    roots.put(hop.id(), member.root);
                }
                if (hop.vantage() != Vantage.INBOUND) {
                    first.add(new Edge(hop.id(), member.parent, member.confidence, member.others));
                }
            }
        }
        List<Learned.Remembered> before = new ArrayList<>();
        learned.get().forEach(before::add);
        Learned known = new Learned(before);
        Collection<Span> spans = parts.spans();
        for (Judgement.Unit unit : Judgement.again(spans, first, flowOf, known, (timestamp - holdMillis) * 1_000)) {
            emit(unit, roots.get(unit.root()), flowBefore, timestamp, context, out);
            waiting.remove(unit.root());
            for (Edge edge : unit.edges()) {
                waiting.remove(edge.child());
            }
        }
        parts.clear();
        learned.update(known.all());
        long due = waiting.isEmpty() ? timestamp + config.forgetAfter().toMillis() : rounds.after(timestamp);
        Rounds.schedule(due, timer, context.timerService());
    }

    private void emit(
            Judgement.Unit judged,
            @Nullable Root root,
            Map<String, String> flowBefore,
            long known,
            Context context,
            Collector<Claim> out) {
        String flow = root == null ? flowBefore.getOrDefault(judged.root(), "") : root.flow;
        Unit unit = parts.unit(judged, context.getCurrentKey(), known);
        List<String> calls = new ArrayList<>();
        for (Hop hop : parts.hops(judged)) {
            if (hop.vantage() == Vantage.OUTBOUND && HopParts.hasOtherSide(hop)) {
                String before = flowBefore.getOrDefault(hop.id(), flow);
                if (before.equals(flow)) {
                    calls.add(hop.id());
                } else {
                    context.output(
                            MOVED, new Moved(before, hop.id(), unit.trace() == null ? flow : unit.trace(), known));
                }
            }
        }
        Step step = root == null ? Step.top(judged.root(), unit.trace(), known) : root.step;
        out.collect(new Claim(flow, unit, step, calls));
    }
}
