package io.throughline.stream.health;

import io.throughline.core.health.Account;
import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Suspect;
import io.throughline.core.health.SuspectRanking;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.HealthEpisodes;
import io.throughline.stream.types.RecordTypeInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/** Ranks the services of a window, and raises an alert for each stretch of time in which one is suspect enough. One instance, which sees accounts alone. */
final class RaiseFunction extends KeyedCoProcessFunction<String, AccountPart, SliceChanges, Alert> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<AccountPart> IN_ORDER = Comparator.comparingInt(AccountPart::bucket)
            .thenComparing(part -> part.account().service());

    private final Slices slices;
    private transient MapState<Long, Window> windows;
    private transient ValueState<HealthEpisodes> episodes;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    RaiseFunction(Slices slices) {
        this.slices = slices;
    }

    /**
     * @param changes one at most; changed in place
     * @param parts changed in place
     */
    record Window(List<SliceChanges> changes, List<AccountPart> parts) {}

    @Override
    public void open(OpenContext context) {
        windows = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("windows", Types.LONG, RecordTypeInfo.of(Window.class)));
        episodes = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("episodes", RecordTypeInfo.of(HealthEpisodes.class)));
    }

    @Override
    public void processElement1(AccountPart part, Context context, Collector<Alert> out) throws Exception {
        long due = due(part.track(), part.slice());
        Window window = window(due, context);
        window.parts.add(part);
        windows.put(due, window);
    }

    @Override
    public void processElement2(SliceChanges changes, Context context, Collector<Alert> out) throws Exception {
        long due = due(changes.track(), changes.slice());
        Window window = window(due, context);
        window.changes.add(changes);
        windows.put(due, window);
    }

    private long due(Track track, long slice) {
        return slices.due(track, slice, Slices.Turn.RAISE);
    }

    private Window window(long due, Context context) throws Exception {
        Window known = windows.get(due);
        if (known == null) {
            context.timerService().registerEventTimeTimer(due);
            return new Window(new ArrayList<>(), new ArrayList<>());
        }
        return known;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Window window = windows.get(timestamp);
        if (window == null) {
            return;
        }
        windows.remove(timestamp);
        HealthEpisodes known = episodes.value() == null ? new HealthEpisodes() : episodes.value();
        for (SliceChanges changes : window.changes) {
            List<AccountPart> parts = window.parts.stream().sorted(IN_ORDER).toList();
            List<Account> accounts = parts.stream().map(AccountPart::account).toList();
            List<Suspect> suspects = SuspectRanking.of(changes.byTrait(), accounts);
            Map<String, Evidence> places = new HashMap<>();
            parts.forEach(part -> places.putAll(part.places()));
            HealthWatch.Look look = new HealthWatch.Look(
                    Slices.begin(changes.slice() - Slices.WINDOW + 1), Slices.begin(changes.slice() + 1), suspects);
            known.look(look, places).forEach(found -> out.collect(found.alert()));
        }
        episodes.update(known);
    }
}
