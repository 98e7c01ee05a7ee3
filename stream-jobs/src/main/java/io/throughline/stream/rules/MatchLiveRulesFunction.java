package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Origin;
import io.throughline.core.model.RawRecord;
import io.throughline.core.model.Rejected;
import io.throughline.core.rule.RuleProblem;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.live.RuleBook;
import io.throughline.core.rule.live.RuleChange;
import io.throughline.core.rule.live.RuleHistory;
import io.throughline.core.rule.live.RulesInForce;
import io.throughline.stream.types.RecordTypeInfo;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Judges each event by the rules that are in force for its time: those that the job was started with, and over them those of the topic,
 * which come, change and go while it runs. What is refused goes to the rejected records, and what was in force before stays.
 */
public final class MatchLiveRulesFunction extends BroadcastProcessFunction<LogEvent, RuleChange, Finding> {
    /** Histories of rule files by their ids, the same in every task and every stage. */
    static final MapStateDescriptor<String, RuleHistory> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, RecordTypeInfo.of(RuleHistory.class));

    /** Changes that cannot be used, told once, by one task. */
    static final OutputTag<Rejected> REFUSED = new OutputTag<>("refused-rules", RecordTypeInfo.of(Rejected.class));

    private static final int MAX_NAMED = 20;
    private static final int MAX_REASON_CHARS = 4_096;

    /** Of a refused file; a message that no topic takes would stop the job. */
    private static final int MAX_KEPT_BYTES = 64 << 10;

    private static final long serialVersionUID = 1L;

    private final GivenRules given;
    private final String topic;
    private transient RuleBook<EventJudge> book;
    private transient boolean restored;
    private transient @Nullable EventJudge last;
    private transient Set<Long> told;
    private transient int rules;
    private transient int refused;
    private transient Counter matched;

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    public MatchLiveRulesFunction(GivenRules given, String topic) {
        this.given = given;
        this.topic = topic;
    }

    @Override
    public void open(OpenContext context) {
        book = new RuleBook<>(given, EventJudge::new);
        restored = false;
        last = null;
        told = new HashSet<>();
        getRuntimeContext().getMetricGroup().gauge("rules", () -> rules);
        getRuntimeContext().getMetricGroup().gauge("rulesRefused", () -> refused);
        matched = getRuntimeContext().getMetricGroup().counter("ruleMatches");
    }

    @Override
    public void processBroadcastElement(RuleChange change, Context context, Collector<Finding> out) throws Exception {
        BroadcastState<String, RuleHistory> state = context.getBroadcastState(RULES);
        restore(book, state);
        RuleBook.Taken taken = book.take(change, context.currentWatermark(), context.currentProcessingTime());
        keep(change, taken, state);
        if (!taken.problems().isEmpty() && isFirstTold(change)) {
            context.output(REFUSED, rejected(change, taken.problems()));
        }
    }

    static void keep(RuleChange change, RuleBook.Taken taken, BroadcastState<String, RuleHistory> state)
            throws Exception {
        state.put(change.id(), taken.history());
        for (String id : taken.forgotten()) {
            state.remove(id);
        }
    }

    @Override
    public void processElement(LogEvent event, ReadOnlyContext context, Collector<Finding> out) throws Exception {
        restore(book, context.getBroadcastState(RULES));
        EventJudge judge = book.at(event.timestamp().toEpochMilli(), context.currentProcessingTime());
        if (judge != last) {
            last = judge;
            tellOf(book.last(), judge, context);
        }
        int matches = judge.match(event);
        if (matches > 0) {
            matched.inc(matches);
            judge.tell(
                    event,
                    matches,
                    book.offset(),
                    out::collect,
                    match -> context.output(MatchRulesFunction.MATCHES, match));
        }
    }

    /** Refused because of what other files say, or left out of their files where the job was started. */
    private void tellOf(RulesInForce inForce, EventJudge judge, ReadOnlyContext context) {
        rules = judge.rules();
        refused = given.unread()
                + inForce.refused().size()
                + inForce.collection().problems().size();
        for (Map.Entry<RuleChange, List<RuleProblem>> one : inForce.refused().entrySet()) {
            if (isFirstTold(one.getKey())) {
                context.output(REFUSED, rejected(one.getKey(), one.getValue()));
            }
        }
    }

    /** All tasks hear of all changes; one tells, and after a restart maybe once more. */
    private boolean isFirstTold(RuleChange change) {
        if (told.size() >= 2 * RuleBook.MAX_FILES) {
            told.clear();
        }
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0 && told.add(change.offset());
    }

    private Rejected rejected(RuleChange change, List<RuleProblem> problems) {
        byte[] text = Objects.requireNonNullElse(change.text(), "").getBytes(StandardCharsets.UTF_8);
        String reason = "rule-refused: "
                + problems.stream().limit(MAX_NAMED).map(RuleProblem::toString).collect(Collectors.joining("; "))
                + (problems.size() > MAX_NAMED ? "; and " + (problems.size() - MAX_NAMED) + " more" : "");
        byte[] kept = text.length > MAX_KEPT_BYTES ? Arrays.copyOf(text, MAX_KEPT_BYTES) : text;
        RawRecord record = RawRecord.ofPartition(topic, 0, change.offset(), kept);
        return new Rejected(
                new RawRecord(record.source(), record.offset(), kept, text.length, Origin.ofHost("unknown")),
                reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS)));
    }

    private void restore(RuleBook<EventJudge> into, ReadOnlyBroadcastState<String, RuleHistory> state)
            throws Exception {
        if (!restored) {
            restored = true;
            for (Map.Entry<String, RuleHistory> file : state.immutableEntries()) {
                into.restore(file.getKey(), file.getValue());
            }
        }
    }
}
