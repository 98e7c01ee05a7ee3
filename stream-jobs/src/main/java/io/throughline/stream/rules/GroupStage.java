package io.throughline.stream.rules;

import io.throughline.core.model.Finding;
import io.throughline.core.rule.correlate.CorrelationFinding;
import io.throughline.core.rule.correlate.CorrelationJudge;
import io.throughline.core.rule.correlate.GroupState;
import io.throughline.core.rule.live.CompiledRules;
import io.throughline.core.rule.report.CorrelationFindings;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Judges the correlations of one level, group by group, in event time: matches wait until the watermark has passed them, and are then judged
 * by time and id. A late one is judged as if it came at the watermark, and counted.
 *
 * <p>What a level finds at a time is judged by the next one a millisecond later, so that nothing that a level found on time is late there.
 */
final class GroupStage {
    /** Matches of one group that may wait; those beyond are left out, counted, and said to be missing in what is found. */
    static final int MAX_WAITING = 50_000;

    private static final Comparator<RuleMatch> IN_ORDER = Comparator.<RuleMatch, Instant>comparing(
                    match -> match.seen().time())
            .thenComparing(match -> match.seen().eventId())
            .thenComparingLong(match -> match.seen().rules());

    private final int level;
    private final int maxWaiting;
    private final MapState<Long, List<RuleMatch>> waiting;
    private final ValueState<Queue> queue;
    private final ValueState<GroupMemory> remembered;
    private final Counter lateMatches;
    private final Counter leftOut;

    /** A correlation, and the rules of the moment that it is of. */
    record Found(CompiledRules rules, CompiledRules.Correlation correlation, CorrelationFindings findings) {}

    /** The rules of one moment. */
    record Moment(CompiledRules rules, CorrelationFindings findings) {
        static Moment of(CompiledRules rules) {
            return new Moment(rules, new CorrelationFindings(rules.collection()));
        }

        /** Null where there is none of this name. */
        @Nullable
        Found find(String name) {
            CompiledRules.Correlation correlation = rules.find(name);
            return correlation == null ? null : new Found(rules, correlation, findings);
        }
    }

    /** The rules as far as they are known where the stage runs. */
    interface Rules {
        /** Null where there is none of this name. */
        @Nullable
        Found find(String name, Instant time);

        /** Of the latest change of the rules that is known here; larger than that of a match where nothing can change. */
        long offset();
    }

    /**
     * Where results go.
     *
     * @param matched those that are for a later level
     */
    record Out(Consumer<Finding> found, Consumer<RuleMatch> matched) {}

    GroupStage(int level, int maxWaiting, RuntimeContext context) {
        this.level = level;
        this.maxWaiting = maxWaiting;
        this.waiting = context.getMapState(
                new MapStateDescriptor<>("waiting", Types.LONG, Types.LIST(RecordTypeInfo.of(RuleMatch.class))));
        this.queue = context.getState(new ValueStateDescriptor<>("queue", RecordTypeInfo.of(Queue.class)));
        this.remembered =
                context.getState(new ValueStateDescriptor<>("remembered", RecordTypeInfo.of(GroupMemory.class)));
        this.lateMatches = context.getMetricGroup().counter("lateMatches");
        this.leftOut = context.getMetricGroup().counter("matchesLeftOut");
    }

    /** Takes one of this level, and hands on one of a later level. */
    void take(RuleMatch match, TimerService timers, Consumer<RuleMatch> later) throws Exception {
        if (match.level() > level) {
            later.accept(match);
            return;
        }
        Queue before = Objects.requireNonNullElse(queue.value(), Queue.EMPTY);
        if (before.waiting() >= maxWaiting) {
            leftOut.inc();
            queue.update(new Queue(before.waiting(), true));
            return;
        }
        long due = match.seen().time().toEpochMilli() + level;
        if (due <= timers.currentWatermark()) {
            waitLonger(List.of(match), timers);
        } else {
            await(due, List.of(match), timers);
        }
        queue.update(new Queue(before.waiting() + 1, before.leftOut()));
    }

    private void await(long due, List<RuleMatch> more, TimerService timers) throws Exception {
        List<RuleMatch> together = waiting.get(due);
        if (together == null) {
            together = new ArrayList<>(1);
            timers.registerEventTimeTimer(due);
        }
        together.addAll(more);
        waiting.put(due, together);
    }

    /** Judges them with the next watermark, as if they came with it. */
    private void waitLonger(List<RuleMatch> late, TimerService timers) throws Exception {
        lateMatches.inc(late.size());
        long due = timers.currentWatermark() + 1;
        Instant time = Instant.ofEpochMilli(due - level);
        await(due, late.stream().map(match -> match.at(time)).toList(), timers);
    }

    void onTimer(long timestamp, TimerService timers, Rules rules, Out out) throws Exception {
        List<RuleMatch> together = waiting.get(timestamp);
        GroupMemory memory = remembered.value();
        if (together == null && memory == null) {
            return;
        }
        Instant now = Instant.ofEpochMilli(timestamp - level);
        String name = memory == null ? together.getFirst().rule() : memory.rule();
        String group = memory == null ? together.getFirst().group() : memory.group();
        Found found = rules.find(name, now);
        if (found == null) {
            gone(together, timestamp, timers, rules);
            return;
        }
        GroupState state = memory == null ? new GroupState() : memory.state();
        List<CorrelationFinding> findings = new ArrayList<>();
        CorrelationJudge judge = found.correlation().judge();
        if (together != null) {
            state = take(together, timestamp, state);
            for (RuleMatch match : together) {
                findings.addAll(judge.observe(state, group, match.seen()));
            }
        }
        findings.addAll(judge.onTime(state, group, now));
        for (CorrelationFinding finding : findings) {
            tell(found, finding, rules.offset(), out);
        }
        keep(found.correlation(), group, state, memory, timestamp, timers);
    }

    /**
     * The rule is not in force any more, and its groups are forgotten. Or it is so new that its match was here before it; then the match
     * waits for it.
     */
    private void gone(@Nullable List<RuleMatch> together, long timestamp, TimerService timers, Rules rules)
            throws Exception {
        if (together != null
                && together.getFirst().offset() > rules.offset()
                && timers.currentWatermark() < Long.MAX_VALUE) {
            waiting.remove(timestamp);
            waitLonger(together, timers);
        } else {
            waiting.clear();
            queue.clear();
            remembered.clear();
        }
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

    private static void tell(Found by, CorrelationFinding found, long offset, Out out) {
        CompiledRules rules = by.rules();
        int number = by.correlation().number();
        if (rules.correlator().isFindingReported(number)) {
            out.found.accept(by.findings().of(found));
        }
        rules.correlator()
                .route(
                        number,
                        found,
                        routed -> out.matched.accept(RuleMatch.of(
                                rules.correlation(routed.correlation()),
                                routed,
                                routed.seen().eventId(),
                                offset)));
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
