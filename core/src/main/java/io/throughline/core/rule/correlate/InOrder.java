package io.throughline.core.rule.correlate;

import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.match.RuleMatcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Drives correlations in one process and memory: for the samples of rule files, and as the plain form of what a stream's stage does. What
 * was observed waits until the watermark has passed it, and is then judged by time and id, whatever the order in which it came.
 */
public final class InOrder {
    /** Of groups with state, of all rules together; more is an error that says so. */
    private static final int MAX_GROUPS = 100_000;

    private final Correlator correlator;
    private final boolean all;
    private final Function<LogEvent, String> names;
    private final List<CorrelationJudge> judges;
    private final PriorityQueue<Correlator.Routed> waiting =
            new PriorityQueue<>(Comparator.<Correlator.Routed, Instant>comparing(
                            routed -> routed.seen().time())
                    .thenComparing(routed -> routed.seen().eventId())
                    .thenComparingInt(Correlator.Routed::correlation));
    private final Map<Key, GroupState> states = new HashMap<>();
    private final TreeMap<Instant, Set<Key>> timers = new TreeMap<>();

    private record Key(int correlation, String group) {}

    /** @param all whether findings are told that are there for other correlations only, too */
    public InOrder(Correlator correlator, boolean all) {
        this(correlator, all, LogEvent::id);
    }

    /** @param names what findings call an event; it begins with the event's id */
    public InOrder(Correlator correlator, boolean all, Function<LogEvent, String> names) {
        this.correlator = correlator;
        this.all = all;
        this.names = names;
        this.judges = correlator.rules().stream().map(CorrelationJudge::new).toList();
    }

    /** Takes an event that was just matched. */
    public void observe(LogEvent event, RuleMatcher matcher, int matches) {
        correlator.route(event, matcher, matches, routed -> waiting.add(named(routed, names.apply(event))));
    }

    private static Correlator.Routed named(Correlator.Routed routed, String name) {
        Seen seen = routed.seen();
        return new Correlator.Routed(
                routed.correlation(),
                routed.group(),
                new Seen(seen.time(), name, seen.rules(), seen.value(), seen.number(), seen.fields()));
    }

    /** Nothing before this time comes any more: what it has decided, in order of time. */
    public List<CorrelationFinding> advance(Instant watermark) {
        List<CorrelationFinding> findings = new ArrayList<>();
        while (true) {
            Correlator.Routed next = waiting.peek();
            Instant event = next == null || next.seen().time().isAfter(watermark)
                    ? null
                    : next.seen().time();
            Instant timer = timers.isEmpty() || timers.firstKey().isAfter(watermark) ? null : timers.firstKey();
            if (timer != null && (event == null || !timer.isAfter(event))) {
                onTimer(timer, findings);
            } else if (event != null) {
                observe(waiting.remove(), findings);
            } else {
                return findings;
            }
        }
    }

    private void onTimer(Instant time, List<CorrelationFinding> findings) {
        Set<Key> keys = timers.remove(time);
        for (Key key : keys == null ? Set.<Key>of() : keys) {
            GroupState state = states.get(key);
            if (state != null) {
                CorrelationJudge judge = judges.get(key.correlation);
                found(key, judge.onTime(state, key.group, time), findings);
                keep(key, judge, state, time);
            }
        }
    }

    private void observe(Correlator.Routed routed, List<CorrelationFinding> findings) {
        Key key = new Key(routed.correlation(), routed.group());
        GroupState state = states.computeIfAbsent(key, any -> new GroupState());
        if (states.size() > MAX_GROUPS) {
            throw new TooManyGroupsException(MAX_GROUPS);
        }
        CorrelationJudge judge = judges.get(key.correlation);
        List<CorrelationFinding> found = judge.observe(state, key.group, routed.seen());
        keep(key, judge, state, routed.seen().time());
        found(key, found, findings);
    }

    private void found(Key key, List<CorrelationFinding> found, List<CorrelationFinding> findings) {
        for (CorrelationFinding finding : found) {
            if (all || correlator.isFindingReported(key.correlation)) {
                findings.add(finding);
            }
            List<Correlator.Routed> further = new ArrayList<>();
            correlator.route(key.correlation, finding, further::add);
            further.forEach(routed -> observe(routed, findings));
        }
    }

    /** A state that nothing can come of any more is forgotten. */
    private void keep(Key key, CorrelationJudge judge, GroupState state, Instant now) {
        Instant expiry = judge.expiry(state).filter(now::isBefore).orElse(null);
        if (expiry == null) {
            states.remove(key);
            return;
        }
        Instant at = judge.deadline(state).orElse(expiry);
        timers.computeIfAbsent(at, any -> new LinkedHashSet<>()).add(key);
    }

    /** Goes on as if nothing had been observed. */
    public void forget() {
        waiting.clear();
        states.clear();
        timers.clear();
    }

    /** How many groups have state. */
    public int groups() {
        return states.size();
    }
}
