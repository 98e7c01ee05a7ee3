package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RuleBook;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.live.RuleHistory;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges the correlations of one level, see {@link GroupStage}, by rules that come, change and go while the job runs. Groups that an earlier
 * version of a correlation began go on by it for as long as it is kept, and are forgotten then.
 */
public final class CorrelateLiveRulesFunction
        extends KeyedBroadcastProcessFunction<String, RuleMatch, RuleChange, Finding> {
    private static final long serialVersionUID = 1L;

    private final GivenRules given;
    private final int level;
    private transient GroupStage stage;
    private transient RuleBook<GroupStage.Moment> book;
    private transient boolean restored;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public CorrelateLiveRulesFunction(GivenRules given, int level) {
        this.given = given;
        this.level = level;
    }

    private record Live(RuleBook<GroupStage.Moment> book, long wallMillis) implements GroupStage.Rules {
        @Override
        public GroupStage.@Nullable Found find(String name, Instant time) {
            book.at(time.toEpochMilli(), wallMillis);
            GroupStage.Moment moment = book.find(time.toEpochMilli(), name, one -> one.find(name) != null);
            return moment == null ? null : moment.find(name);
        }

        @Override
        public long offset() {
            return book.offset();
        }
    }

    @Override
    public void open(OpenContext context) {
        stage = new GroupStage(level, GroupStage.MAX_WAITING, getRuntimeContext());
        book = new RuleBook<>(given, GroupStage.Moment::of);
        restored = false;
    }

    @Override
    public void processBroadcastElement(RuleChange change, Context context, Collector<Finding> out) throws Exception {
        BroadcastState<String, RuleHistory> state = context.getBroadcastState(MatchLiveRulesFunction.RULES);
        restore(state);
        RuleBook.Taken taken = book.take(change, context.currentWatermark(), context.currentProcessingTime());
        MatchLiveRulesFunction.keep(change, taken, state);
    }

    @Override
    public void processElement(RuleMatch match, ReadOnlyContext context, Collector<Finding> out) throws Exception {
        stage.take(match, context.timerService(), later -> context.output(MatchRulesFunction.MATCHES, later));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Finding> out) throws Exception {
        restore(context.getBroadcastState(MatchLiveRulesFunction.RULES));
        Live rules = new Live(book, context.currentProcessingTime());
        stage.onTimer(
                timestamp,
                context.timerService(),
                rules,
                new GroupStage.Out(out::collect, match -> context.output(MatchRulesFunction.MATCHES, match)));
    }

    private void restore(ReadOnlyBroadcastState<String, RuleHistory> state) throws Exception {
        if (!restored) {
            restored = true;
            for (Map.Entry<String, RuleHistory> file : state.immutableEntries()) {
                book.restore(file.getKey(), file.getValue());
            }
        }
    }
}
