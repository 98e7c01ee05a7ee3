package io.throughline.stream.infer;

import io.throughline.core.infer.pair.Pair;
import io.throughline.core.infer.pair.Pairing;
import io.throughline.core.model.Hop;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.FlowRecord;
import io.throughline.stream.types.RecordPacker;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/**
 * The two sides of calls of one service where no connection tells them, by {@link Pairing}: what was called takes a step up to its
 * caller, or stands alone. The last pairs are kept, and are told to each next judgement as if they had been linked.
 */
final class PairFunction extends KeyedProcessFunction<String, OpenEnd, Step> {
    /** Enough to know delays and clocks by. */
    private static final int MAX_LEARNED = 1_000;

    private static final long serialVersionUID = 1L;

    private final InferConfig config;
    private final Rounds rounds;
    private final long judgedMillis;
    private transient RecordPacker<FlowPart> packer;
    private transient MapState<String, OpenEnd> waiting;
    private transient ListState<Known> learned;
    private transient ValueState<Long> timer;
    private transient Counter beyondLimit;

    /** A pair that was found. */
    record Known(OpenEnd caller, OpenEnd called) {}

    /** @param judged how long after its end a hop may come here */
    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    PairFunction(InferConfig config, Duration judged) {
        this.config = config;
        this.rounds = Rounds.every(config.every());
        this.judgedMillis = judged.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        packer = RecordPacker.of(FlowPart.class);
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.STRING, RecordTypeInfo.of(OpenEnd.class)));
        learned =
                getRuntimeContext().getListState(new ListStateDescriptor<>("learned", RecordTypeInfo.of(Known.class)));
        timer = getRuntimeContext().getState(new ValueStateDescriptor<>("timer", Types.LONG));
        beyondLimit = getRuntimeContext().getMetricGroup().counter("hopsBeyondLimit");
    }

    @Override
    public void processElement(OpenEnd end, Context context, Collector<Step> out) throws Exception {
        waiting.put(end.hop().id(), end);
        // Not before it is known, as that of a call is whose request went on for long.
        long due = rounds.from(Math.max(end.end() + judgedMillis, end.known()));
        Rounds.schedule(due, timer, context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Step> out) throws Exception {
        Long due = timer.value();
        if (due == null || due != timestamp) {
            return;
        }
        timer.clear();
        long known = timestamp - judgedMillis;
        List<OpenEnd> ends = new ArrayList<>();
        boolean any = false;
        for (OpenEnd end : waiting.values()) {
            any = true;
            if (end.end() <= known && end.known() <= timestamp) {
                ends.add(end);
            }
        }
        if (!any) {
            learned.clear();
            return;
        }
        ends.sort(Comparator.comparing(end -> end.hop().id()));
        if (ends.size() > config.maxSpans()) {
            beyondLimit.inc(ends.size() - config.maxSpans());
            ends = ends.subList(0, config.maxSpans());
        }
        pair(ends, known - config.hold().toMillis(), timestamp, context, out);
        for (OpenEnd end : ends) {
            if (end.end() <= known - config.waitForCaller().toMillis()
                    && waiting.contains(end.hop().id())) {
                waiting.remove(end.hop().id());
                if (!end.caller() && !end.settled()) {
                    out.collect(Step.top(end.unit(), end.trace(), timestamp));
                }
            }
        }
        long next = waiting.isEmpty() ? timestamp + config.forgetAfter().toMillis() : rounds.after(timestamp);
        Rounds.schedule(next, timer, context.timerService());
    }

    /** Calls of which ids tell both sides. */
    private static Set<String> calledByIds(List<OpenEnd> ends) {
        Set<String> called = new HashSet<>();
        ends.stream().filter(end -> !end.caller() && end.call() != null).forEach(end -> called.add(end.call()));
        Set<String> both = new HashSet<>();
        ends.stream().filter(end -> end.caller() && called.contains(end.call())).forEach(end -> both.add(end.call()));
        return both;
    }

    private void pair(List<OpenEnd> ends, long until, long now, Context context, Collector<Step> out) throws Exception {
        List<Known> before = new ArrayList<>();
        learned.get().forEach(before::add);
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            hops.add(before.get(i).caller.linked("known-" + i));
            hops.add(before.get(i).called.linked("known-" + i));
        }
        int first = hops.size();
        Set<String> calls = calledByIds(ends);
        ends.forEach(end -> hops.add(calls.contains(end.call()) ? end.linked("ids-" + end.call()) : end.hop()));
        for (Pair pair : Pairing.of(hops).pairs()) {
            if (pair.outbound() >= first && pair.inbound() >= first) {
                OpenEnd caller = ends.get(pair.outbound() - first);
                OpenEnd called = ends.get(pair.inbound() - first);
                if (Math.max(caller.end(), called.end()) <= until
                        && !caller.unit().equals(called.unit())) {
                    LinkEnd calledSide = called.paired(pair.confidence());
                    LinkEnd callerSide = caller.paired(1);
                    FlowRecord placed = calledSide.placed(callerSide, packer);
                    if (placed != null) {
                        context.output(JoinFunction.PLACED, placed);
                    }
                    if (!called.settled()) {
                        out.collect(calledSide.to(callerSide, now));
                    }
                    waiting.remove(caller.hop().id());
                    waiting.remove(called.hop().id());
                    before.add(new Known(caller, called));
                }
            }
        }
        learned.update(before.subList(Math.max(0, before.size() - MAX_LEARNED), before.size()));
    }
}
