package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.rule.correlate.CorrelationFinding;
import io.throughline.core.rule.correlate.CorrelationJudge;
import io.throughline.core.rule.correlate.GroupState;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.live.GivenRules;
import io.throughline.core.rule.report.CorrelationFindings;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Judges the correlations of one level, group by group, in event time: matches wait until the watermark has passed them, and are then judged
 * by time and id. A late one is judged as if it came at the watermark, and counted.
 *
 * <p>What a level finds at a time is judged by the next one a millisecond later, so that nothing that a level found on time is late there.
 */
public final class CorrelateRulesFunction extends KeyedProcessFunction<String, RuleMatch, Finding> {
    /** Matches of one group that may wait; those beyond are left out, counted, and said to be missing in what is found. */
    private static final int MAX_WAITING = 50_000;

    private static final long serialVersionUID = 1L;
    private static final Comparator<RuleMatch> IN_ORDER = Comparator.<RuleMatch, Instant>comparing(
                    match -> match.seen().time())
            .thenComparing(match -> match.seen().eventId())
            .thenComparingLong(match -> match.seen().rules());

    private final GivenRules given;
    private final int level;
    private final int maxWaiting;
    private transient CompiledRules rules;
    private transient CorrelationFindings findings;
    private transient MapState<Long, List<RuleMatch>> waiting;
    private transient ValueState<Queue> queue;
    private transient ValueState<GroupMemory> remembered;
    private transient Counter lateMatches;
    private transient Counter leftOut;

    public CorrelateRulesFunction(GivenRules given, int level) {
        this(given, level, MAX_WAITING);
    }

    @SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
    CorrelateRulesFunction(GivenRules given, int level, int maxWaiting) {
        this.given = given;
        this.level = level;
        this.maxWaiting = maxWaiting;
    }

    @Override
    public void open(OpenContext context) {
        rules = CompiledRules.of(given);
        findings = new CorrelationFindings(rules.collection());
        waiting = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "waiting", Types.LONG, Types.LIST(RecordTypeInfo.of(RuleMatch.class))));
        queue = getRuntimeContext().getState(new ValueStateDescriptor<>("queue", RecordTypeInfo.of(Queue.class)));
        remembered = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("remembered", RecordTypeInfo.of(GroupMemory.class)));
        lateMatches = getRuntimeContext().getMetricGroup().counter("lateMatches");
        leftOut = getRuntimeContext().getMetricGroup().counter("matchesLeftOut");
    }

    @Override
    public void processElement(RuleMatch match, Context context, Collector<Finding> out) throws Exception {
        Queue before = Objects.requireNonNullElse(queue.value(), Queue.EMPTY);
        if (before.waiting() >= maxWaiting) {
            leftOut.inc();
            queue.update(new Queue(before.waiting(), true));
            return;
        }
        RuleMatch taken = match;
        long due = match.seen().time().toEpochMilli() + level;
        long watermark = context.timerService().currentWatermark();
        if (due <= watermark) {
            lateMatches.inc();
            due = watermark + 1;
            taken = match.at(Instant.ofEpochMilli(due - level));
        }
        List<RuleMatch> together = waiting.get(due);
        if (together == null) {
            together = new ArrayList<>(1);
            context.timerService().registerEventTimeTimer(due);
        }
        together.add(taken);
        waiting.put(due, together);
        queue.update(new Queue(before.waiting() + 1, before.leftOut()));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Finding> out) throws Exception {
        List<RuleMatch> together = waiting.get(timestamp);
        GroupMemory memory = remembered.value();
        if (together == null && memory == null) {
            return;
        }
        String name = memory == null ? together.getFirst().rule() : memory.rule();
        String group = memory == null ? together.getFirst().group() : memory.group();
        CompiledRules.Correlation correlation = rules.find(name);
        if (correlation == null) {
            // The job was started again with rules that do not have it any more.
            waiting.clear();
            queue.clear();
            remembered.clear();
            return;
        }
        GroupState state = memory == null ? new GroupState() : memory.state();
        List<CorrelationFinding> found = new ArrayList<>();
        if (together != null) {
            state = take(together, timestamp, state);
            for (RuleMatch match : together) {
                found.addAll(correlation.judge().observe(state, group, match.seen()));
            }
        }
        Instant now = Instant.ofEpochMilli(timestamp - level);
        found.addAll(correlation.judge().onTime(state, group, now));
        for (CorrelationFinding finding : found) {
            tell(correlation, finding, context, out);
        }
        keep(correlation, group, state, memory, timestamp, context.timerService());
    }

    /** Out of the queue, in order. */
    private GroupState take(List<RuleMatch> together, long timestamp, GroupState state) throws Exception {
        waiting.remove(timestamp);
        together.sort(IN_ORDER);
        Queue before = Objects.requireNonNullElse(queue.value(), Queue.EMPTY);
        int left = before.waiting() - together.size();
        if (left > 0) {
            queue.update(new Queue(left, before.leftOut()));
        } else {
            queue.clear();
        }
        return before.leftOut() ? new GroupState(state.seen(), state.chains(), state.foundAt(), true) : state;
    }

    private void tell(
            CompiledRules.Correlation correlation, CorrelationFinding found, Context context, Collector<Finding> out) {
        if (rules.correlator().isFindingReported(correlation.number())) {
            out.collect(findings.of(found));
        }
        rules.correlator().route(correlation.number(), found, routed -> {
            RuleMatch match = RuleMatch.of(
                    rules.correlation(routed.correlation()),
                    routed,
                    routed.seen().eventId());
            context.output(MatchRulesFunction.matches(match.level()), match);
        });
    }

    /** A state that nothing can come of any more is forgotten. A timer that comes too early is kept, so that there is one at a time. */
    private void keep(
            CompiledRules.Correlation correlation,
            String group,
            GroupState state,
            @Nullable GroupMemory before,
            long timestamp,
            TimerService timers)
            throws Exception {
        CorrelationJudge judge = correlation.judge();
        Instant now = Instant.ofEpochMilli(timestamp - level);
        Instant expiry = judge.expiry(state).filter(now::isBefore).orElse(null);
        if (expiry == null) {
            remembered.clear();
            return;
        }
        Instant wanted = judge.deadline(state).orElse(expiry);
        long timer = Math.max(timestamp + 1, wholeMillis(wanted) + level);
        if (before != null && before.timer() > timestamp && before.timer() <= timer) {
            timer = before.timer();
        } else {
            timers.registerEventTimeTimer(timer);
        }
        remembered.update(GroupMemory.of(correlation.name(), group, state, timer));
    }

    private static long wholeMillis(Instant time) {
        return time.plus(Duration.ofNanos(999_999)).toEpochMilli();
    }
}
