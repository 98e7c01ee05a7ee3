package io.throughline.stream.health;

import io.throughline.core.health.Account;
import io.throughline.core.health.Change;
import io.throughline.core.health.Trait;
import io.throughline.core.model.Evidence;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Keeps a bucket of flows while they are in a window, and shares out among their services what is otherwise in it. */
final class BlameFunction extends KeyedBroadcastProcessFunction<String, Gathered, SliceChanges, AccountPart> {
    static final MapStateDescriptor<String, SliceChanges> CHANGES =
            new MapStateDescriptor<>("changes", Types.STRING, RecordTypeInfo.of(SliceChanges.class));

    /** Flows of one bucket and slice that are blamed; of more, those with the lowest ids are, and the others are counted. */
    static final int MAX_FLOWS = 4_000;

    private static final long serialVersionUID = 1L;
    private static final Comparator<Gathered> BY_FLOW = Comparator.comparing(Gathered::flow);

    private final Slices slices;
    private transient MapState<Long, Part> parts;
    private transient FlowPacker packer;
    private transient Counter leftOut;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    BlameFunction(Slices slices) {
        this.slices = slices;
    }

    /** @param flows of one slice; changed in place */
    record Part(Track track, List<Gathered> flows) {}

    @Override
    public void open(OpenContext context) {
        parts = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("flows", Types.LONG, RecordTypeInfo.of(Part.class)));
        packer = new FlowPacker();
        leftOut = getRuntimeContext().getMetricGroup().counter("flowsLeftOut");
    }

    @Override
    public void processElement(Gathered flow, ReadOnlyContext context, Collector<AccountPart> out) throws Exception {
        Part part = parts.get(flow.slice());
        if (part == null) {
            part = new Part(flow.track(), new ArrayList<>());
            for (int window = 0; window < Slices.WINDOW; window++) {
                context.timerService()
                        .registerEventTimeTimer(slices.due(flow.track(), flow.slice() + window, Slices.Turn.BLAME));
            }
        }
        part.flows.add(flow);
        if (part.flows.size() >= 2 * MAX_FLOWS) {
            keepFew(part.flows);
        }
        parts.put(flow.slice(), part);
    }

    private void keepFew(List<Gathered> flows) {
        flows.sort(BY_FLOW);
        if (flows.size() > MAX_FLOWS) {
            leftOut.inc(flows.size() - MAX_FLOWS);
            flows.subList(MAX_FLOWS, flows.size()).clear();
        }
    }

    @Override
    public void processBroadcastElement(SliceChanges changes, Context context, Collector<AccountPart> out)
            throws Exception {
        BroadcastState<String, SliceChanges> known = context.getBroadcastState(CHANGES);
        List<String> past = new ArrayList<>();
        for (Map.Entry<String, SliceChanges> one : known.entries()) {
            SliceChanges that = one.getValue();
            // By the clock, and not by what comes next: where it leaps, many slices wait for their turn.
            if (slices.due(that.track(), that.slice(), Slices.Turn.BLAME) <= context.currentWatermark()) {
                past.add(one.getKey());
            }
        }
        for (String one : past) {
            known.remove(one);
        }
        known.put(changes.track() + " " + changes.slice(), changes);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AccountPart> out) throws Exception {
        Track track = Track.valueOf(
                context.getCurrentKey().substring(0, context.getCurrentKey().indexOf('-')));
        long slice = slices.at(track, timestamp, Slices.Turn.BLAME);
        List<Gathered> window = new ArrayList<>();
        List<Long> past = new ArrayList<>();
        for (Map.Entry<Long, Part> part : parts.entries()) {
            if (part.getKey() <= slice) {
                keepFew(part.getValue().flows);
                window.addAll(part.getValue().flows);
            }
            if (part.getKey() <= slice - Slices.WINDOW + 1) {
                past.add(part.getKey());
            }
        }
        for (long one : past) {
            parts.remove(one);
        }
        SliceChanges changes = context.getBroadcastState(CHANGES).get(track + " " + slice);
        if (changes != null) {
            window.sort(Comparator.comparingLong(Gathered::slice).thenComparing(BY_FLOW));
            blame(window, changes, out);
        }
    }

    private void blame(List<Gathered> window, SliceChanges changes, Collector<AccountPart> out) {
        Map<Trait, Change> byTrait = changes.byTrait();
        Map<String, Evidence> places = packer.places(window);
        int bucket = window.isEmpty() ? 0 : window.getFirst().bucket();
        for (Account account : packer.requests(window).accounts(byTrait)) {
            Map<String, Evidence> shown = new HashMap<>();
            for (Account.Charge charge : account.charges()) {
                for (Account.Seen seen : charge.records()) {
                    Evidence where = places.get(seen.record());
                    if (where != null) {
                        shown.put(seen.record(), where);
                    }
                }
            }
            out.collect(new AccountPart(changes.track(), changes.slice(), bucket, account, shown));
        }
    }
}
