package io.throughline.stream.health;

import io.throughline.core.health.Certainty;
import io.throughline.core.health.Change;
import io.throughline.core.health.Episodes;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says how sure the changes of a window are, by how many traits were looked at and by what came and went before anywhere. One instance sees the
 * whole fleet, but only traits that may have changed.
 */
final class CertaintyFunction extends KeyedProcessFunction<String, Judged, SliceChanges> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Judged.News> IN_ORDER = Comparator.comparingLong(Judged.News::slice)
            .thenComparing(news -> news.trait().service())
            .thenComparing(news -> news.trait().toString())
            .thenComparing(Judged.News::outcome);

    private final Slices slices;
    private final HealthConfig config;
    private transient MapState<Long, Waiting> waiting;
    private transient ValueState<Episodes> episodes;
    private transient ValueState<Long> first;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    CertaintyFunction(Slices slices, HealthConfig config) {
        this.slices = slices;
        this.config = config;
    }

    /** @param parts of all buckets of traits; changed in place */
    record Waiting(List<Judged> parts) {}

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("waiting", Types.LONG, RecordTypeInfo.of(Waiting.class)));
        first = getRuntimeContext().getState(new ValueStateDescriptor<>("first", Types.LONG));
        episodes =
                getRuntimeContext().getState(new ValueStateDescriptor<>("episodes", RecordTypeInfo.of(Episodes.class)));
    }

    @Override
    public void processElement(Judged judged, Context context, Collector<SliceChanges> out) throws Exception {
        long due = slices.due(judged.track(), judged.slice(), Slices.Turn.SETTLE);
        Waiting together = waiting.get(due);
        if (together == null) {
            together = new Waiting(new ArrayList<>());
            context.timerService().registerEventTimeTimer(due);
        }
        together.parts.add(judged);
        waiting.put(due, together);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<SliceChanges> out) throws Exception {
        Waiting together = waiting.get(timestamp);
        if (together == null) {
            return;
        }
        waiting.remove(timestamp);
        Episodes before = episodes.value() == null ? new Episodes() : episodes.value();
        together.parts.stream()
                .flatMap(part -> part.news().stream())
                .sorted(IN_ORDER)
                .forEach(news -> before.add(news.trait(), news.outcome(), news.slice()));
        episodes.update(before);
        if (first.value() == null) {
            first.update(together.parts.getFirst().slice());
        }
        if (together.parts.stream().anyMatch(Judged::fresh) && isLearned(together.parts.getFirst())) {
            tell(together, before, out);
        }
    }

    private boolean isLearned(Judged judged) throws Exception {
        Instant since = Slices.begin(first.value());
        return !Slices.begin(judged.slice()).isBefore(since.plus(config.learnFor()));
    }

    private static void tell(Waiting together, Episodes before, Collector<SliceChanges> out) {
        int traits = together.parts.stream().mapToInt(Judged::traits).sum();
        List<Change> changes =
                together.parts.stream().flatMap(part -> part.changes().stream()).toList();
        List<Change> sure = new ArrayList<>(Certainty.of(changes, traits, before));
        sure.sort(Comparator.comparingDouble(Change::nats)
                .reversed()
                .thenComparing(change -> change.trait().toString()));
        if (!sure.isEmpty()) {
            Judged first = together.parts.getFirst();
            int told = Math.min(sure.size(), SliceChanges.MAX_CHANGES);
            out.collect(new SliceChanges(
                    first.track(), first.slice(), new ArrayList<>(sure.subList(0, told)), sure.size() - told));
        }
    }
}
