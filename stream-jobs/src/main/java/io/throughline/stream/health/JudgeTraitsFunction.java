package io.throughline.stream.health;

import io.throughline.core.health.Change;
import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Trait;
import io.throughline.core.health.TraitHistory;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges a bucket of traits by their histories, window by window, and learns from slices that have left the window.
 *
 * <p>Histories are kept as bytes, and the slices since: writing all of it anew for each slice would cost more the longer it is. Beside them are those of late,
 * made of the same: they save the making and have no part in what is decided.
 */
final class JudgeTraitsFunction extends KeyedProcessFunction<String, TraitSlice, Judged> {
    /** Traits of one bucket remembered; those that come when there are so many are counted and not learned. */
    static final int MAX_TRAITS = 4_000;

    /** Nats of a trait that are not told: among all traits of a fleet they are nothing. */
    private static final double LEAST = 0.5;

    /** Histories of all buckets of this instance that are beside their bytes. */
    private static final int MAX_MADE = 20_000;

    private static final long serialVersionUID = 1L;

    private final Slices slices;
    private final HealthConfig config;
    private transient Map<String, Map<Trait, TraitHistory>> made;
    private transient MapState<Long, Pending> pending;
    private transient MapState<Trait, Packed> histories;
    private transient ValueState<Bucket> bucket;
    private transient Counter unlearned;
    private transient int madeCount;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    JudgeTraitsFunction(Slices slices, HealthConfig config) {
        this.slices = slices;
        this.config = config;
    }

    /** @param counts of a slice that may still be judged; changed in place */
    record Pending(Map<Trait, Map<String, Integer>> counts) {}

    /**
     * @param history as {@link TraitHistory#pack} writes it
     * @param since slices that were learned from after it was written, the oldest first
     */
    record Packed(byte[] history, List<Learned> since) {
        /** Bytes are written anew after so many. */
        private static final int MOST = 8;

        static Packed of(TraitHistory history, Learned last) {
            return new Packed(history.pack(), List.of(last));
        }

        boolean full() {
            return since.size() >= MOST;
        }

        Packed with(Learned last) {
            List<Learned> more = new ArrayList<>(since);
            more.add(last);
            return new Packed(history, more);
        }

        long seen() {
            return since.getLast().slice;
        }

        TraitHistory unpacked(Trait.Kind kind) {
            TraitHistory made = TraitHistory.unpack(kind, history);
            since.forEach(learned -> made.add(learned.slice, learned.counts));
            return made;
        }
    }

    /** What was seen of a trait in a slice. */
    record Learned(long slice, Map<String, Integer> counts) {}

    /** @param traits remembered */
    record Bucket(Track track, int traits) {}

    @Override
    public void open(OpenContext context) {
        made = new HashMap<>();
        madeCount = 0;
        pending = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("pending", Types.LONG, RecordTypeInfo.of(Pending.class)));
        histories = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "histories", RecordTypeInfo.of(Trait.class), RecordTypeInfo.of(Packed.class)));
        bucket = getRuntimeContext().getState(new ValueStateDescriptor<>("bucket", RecordTypeInfo.of(Bucket.class)));
        unlearned = getRuntimeContext().getMetricGroup().counter("traitsBeyondLimit");
    }

    @Override
    public void processElement(TraitSlice slice, Context context, Collector<Judged> out) throws Exception {
        Pending sum = pending.get(slice.slice());
        if (sum == null) {
            sum = new Pending(new HashMap<>());
        }
        for (Map.Entry<Trait, Map<String, Integer>> seen : slice.counts().entrySet()) {
            add(seen.getKey(), seen.getValue(), sum.counts);
        }
        pending.put(slice.slice(), sum);
        if (bucket.value() == null) {
            bucket.update(new Bucket(slice.track(), 0));
        }
        // The slice's own window, and the later one that has it, too.
        for (int window = 0; window < Slices.WINDOW; window++) {
            context.timerService()
                    .registerEventTimeTimer(slices.due(slice.track(), slice.slice() + window, Slices.Turn.JUDGE));
        }
        context.timerService().registerEventTimeTimer(forgetAt(slice.track(), slice.slice()));
    }

    /** Once an hour is often enough, for all slices of the hour together. */
    private long forgetAt(Track track, long slice) {
        long hour = 3_600_000;
        long due = slices.due(track, slice, Slices.Turn.JUDGE)
                + config.forgetAfter().toMillis();
        return (Math.floorDiv(due, hour) + 1) * hour;
    }

    private static void add(Trait trait, Map<String, Integer> counts, Map<Trait, Map<String, Integer>> to) {
        Map<String, Integer> sum = to.computeIfAbsent(trait, seen -> new HashMap<>());
        counts.forEach((outcome, times) -> sum.merge(outcome, times, Integer::sum));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Judged> out) throws Exception {
        Bucket known = bucket.value();
        if (known == null) {
            return;
        }
        long slice = slices.at(known.track, timestamp, Slices.Turn.JUDGE);
        if (timestamp == slices.due(known.track, slice, Slices.Turn.JUDGE)) {
            judge(slice, known, context.getCurrentKey(), out);
        } else {
            forget(slice, known, context.getCurrentKey());
        }
    }

    private void judge(long slice, Bucket known, String key, Collector<Judged> out) throws Exception {
        List<Judged.News> news = learn(slice - Slices.WINDOW, known, key);
        Map<Trait, Map<String, Integer>> seen = new HashMap<>();
        for (Map.Entry<Long, Pending> part : pending.entries()) {
            if (part.getKey() <= slice) {
                part.getValue().counts.forEach((trait, counts) -> add(trait, counts, seen));
            }
        }
        int judged = 0;
        List<Change> changes = new ArrayList<>();
        for (Map.Entry<Trait, Map<String, Integer>> one : seen.entrySet()) {
            TraitHistory history = history(key, one.getKey());
            Change change = history == null
                    ? null
                    : history.judge(one.getKey(), one.getValue(), slice - Slices.WINDOW + 1, false);
            judged += change == null ? 0 : 1;
            if (change != null && change.nats() > LEAST) {
                changes.add(change);
            }
        }
        out.collect(new Judged(known.track, slice, pending.contains(slice), judged, changes, news));
    }

    /** From slices up to this one, the oldest first. */
    private List<Judged.News> learn(long upTo, Bucket known, String key) throws Exception {
        TreeMap<Long, Pending> past = new TreeMap<>();
        for (Map.Entry<Long, Pending> part : pending.entries()) {
            if (part.getKey() <= upTo) {
                past.put(part.getKey(), part.getValue());
            }
        }
        List<Judged.News> news = new ArrayList<>();
        int traits = known.traits;
        for (Map.Entry<Long, Pending> part : past.entrySet()) {
            for (Map.Entry<Trait, Map<String, Integer>> seen :
                    part.getValue().counts.entrySet()) {
                Trait trait = seen.getKey();
                TraitHistory history = history(key, trait);
                if (history == null && traits >= MAX_TRAITS) {
                    unlearned.inc();
                    continue;
                }
                if (history == null) {
                    history = new TraitHistory(trait.kind());
                    traits++;
                    keep(key, trait, history);
                }
                Packed before = histories.get(trait);
                Learned last = new Learned(part.getKey(), seen.getValue());
                histories.put(trait, before == null || before.full() ? Packed.of(history, last) : before.with(last));
                for (String outcome : history.add(last.slice, last.counts)) {
                    news.add(new Judged.News(last.slice, trait, outcome));
                }
            }
            pending.remove(part.getKey());
        }
        bucket.update(new Bucket(known.track, traits));
        return news;
    }

    private @Nullable TraitHistory history(String key, Trait trait) throws Exception {
        TraitHistory ready = made.getOrDefault(key, Map.of()).get(trait);
        if (ready != null) {
            return ready;
        }
        Packed packed = histories.get(trait);
        if (packed == null) {
            return null;
        }
        TraitHistory history = packed.unpacked(trait.kind());
        keep(key, trait, history);
        return history;
    }

    private void keep(String key, Trait trait, TraitHistory history) {
        if (madeCount >= MAX_MADE) {
            made.clear();
            madeCount = 0;
        }
        made.computeIfAbsent(key, of -> new HashMap<>()).put(trait, history);
        madeCount++;
    }

    private void forget(long slice, Bucket known, String key) throws Exception {
        long last = slice - config.forgetAfter().dividedBy(HealthWatch.SLICE);
        for (Iterator<Map.Entry<Long, Pending>> all = pending.iterator(); all.hasNext(); ) {
            if (all.next().getKey() <= last) {
                all.remove();
            }
        }
        int left = known.traits;
        for (Iterator<Map.Entry<Trait, Packed>> all = histories.iterator(); all.hasNext(); ) {
            Map.Entry<Trait, Packed> one = all.next();
            if (one.getValue().seen() <= last) {
                made.getOrDefault(key, new HashMap<>()).remove(one.getKey());
                all.remove();
                left--;
            }
        }
        if (left > 0 || !pending.isEmpty()) {
            bucket.update(new Bucket(known.track, left));
        } else {
            // The maps' empty rest goes as well.
            histories.clear();
            pending.clear();
            bucket.clear();
        }
    }
}
