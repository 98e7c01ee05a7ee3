package io.throughline.stream.health;

import io.throughline.core.health.Trait;
import io.throughline.core.model.Flow;
import io.throughline.stream.types.RecordPacker;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Counts what a bucket of flows showed in a slice, so that traits are judged by sums and not by single requests. */
final class CountFunction extends KeyedProcessFunction<String, Gathered, TraitSlice> {
    private static final long serialVersionUID = 1L;

    private final Slices slices;
    private transient MapState<Long, Sum> sums;
    private transient RecordPacker<Flow> packer;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    CountFunction(Slices slices) {
        this.slices = slices;
    }

    /** @param counts changed in place */
    record Sum(Track track, long slice, Map<Trait, Map<String, Integer>> counts) {}

    @Override
    public void open(OpenContext context) {
        sums = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("sums", Types.LONG, RecordTypeInfo.of(Sum.class)));
        packer = RecordPacker.of(Flow.class);
    }

    @Override
    public void processElement(Gathered flow, Context context, Collector<TraitSlice> out) throws Exception {
        long due = slices.due(flow.track(), flow.slice(), Slices.Turn.COUNT);
        Sum sum = sums.get(due);
        if (sum == null) {
            sum = new Sum(flow.track(), flow.slice(), new HashMap<>());
            context.timerService().registerEventTimeTimer(due);
        }
        flow.requests(packer).count(sum.counts);
        sums.put(due, sum);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TraitSlice> out) throws Exception {
        Sum sum = sums.get(timestamp);
        if (sum == null) {
            return;
        }
        Map<Integer, Map<Trait, Map<String, Integer>>> buckets = new TreeMap<>();
        sum.counts.forEach((trait, counts) -> buckets.computeIfAbsent(TraitSlice.bucket(trait), of -> new HashMap<>())
                .put(trait, counts));
        buckets.forEach((bucket, counts) -> out.collect(new TraitSlice(sum.track, sum.slice, bucket, counts)));
        sums.remove(timestamp);
    }
}
