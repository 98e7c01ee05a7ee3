package io.throughline.core.rule.correlate;

import io.throughline.core.rule.Check;
import io.throughline.core.rule.CorrelationRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges one correlation rule, group by group, in event time: whoever drives it hands it a group's events in order of time, and calls
 * {@link #onTime} when {@link #deadline} has passed. Then the same events give the same findings, in whatever order they came.
 *
 * <p>What can only become true with more events is judged with each event, over the timespan before it, and then told once a timespan.
 * What could become untrue again (fewer than, an average, a rule that must not match, an absence) is judged when the timespan that a
 * group's first event began is over.
 *
 * <p>A group's state holds at most {@value #MAX_SEEN} events; where that is reached the oldest are left out, and the finding says so.
 */
public final class CorrelationJudge {
    static final int MAX_SEEN = 10_001;

    /** An event exactly at the end belongs to the timespan. */
    private static final Duration AFTER = Duration.ofMillis(1);

    private final CorrelationRule rule;
    private final Figures figures;
    private final boolean atOnce;

    public CorrelationJudge(CorrelationRule rule) {
        this.rule = rule;
        this.figures = new Figures(rule);
        this.atOnce = figures.onlyRise();
    }

    public CorrelationRule rule() {
        return rule;
    }

    /** Takes an event that is not before any that the group had. */
    public List<CorrelationFinding> observe(GroupState state, String group, Seen event) {
        List<CorrelationFinding> findings = new ArrayList<>(onTime(state, group, event.time()));
        switch (rule.type()) {
            case ABSENCE -> expect(state, event);
            case TEMPORAL_ORDERED -> extend(state, group, event, findings);
            default -> {
                state.seen().add(event);
                if (atOnce) {
                    judgeLatest(state, group, event, findings);
                } else {
                    bound(state, MAX_SEEN);
                }
            }
        }
        return findings;
    }

    /** When {@link #onTime} has something to judge; empty where nothing waits. */
    public Optional<Instant> deadline(GroupState state) {
        if (state.seen().isEmpty() || (atOnce && rule.type() != CorrelationRule.Type.ABSENCE)) {
            return Optional.empty();
        }
        return Optional.of(state.seen().getFirst().time().plus(rule.timespan()).plus(AFTER));
    }

    /** When nothing of the state matters any more; empty where it is empty. */
    public Optional<Instant> expiry(GroupState state) {
        Instant last = state.foundAt();
        for (Seen seen : state.seen()) {
            last = last == null || seen.time().isAfter(last) ? seen.time() : last;
        }
        for (List<Seen> chain : state.chains()) {
            Instant start = chain.isEmpty() ? null : chain.getFirst().time();
            last = last == null || (start != null && start.isAfter(last)) ? start : last;
        }
        return Optional.ofNullable(last).map(time -> time.plus(rule.timespan()).plus(AFTER));
    }

    /** Judges what was waiting for this time. */
    public List<CorrelationFinding> onTime(GroupState state, String group, Instant now) {
        List<CorrelationFinding> findings = new ArrayList<>();
        boolean absence = rule.type() == CorrelationRule.Type.ABSENCE;
        while (deadline(state).filter(end -> !now.isBefore(end)).isPresent()) {
            Instant end = state.seen().getFirst().time().plus(rule.timespan());
            List<Seen> over = absence
                    ? List.of(state.seen().getFirst())
                    : state.seen().stream()
                            .filter(seen -> !seen.time().isAfter(end))
                            .toList();
            if (absence || figures.hold(over)) {
                findings.add(finding(state, group, over, end, absence ? 0 : figures.figure(over)));
            }
            state.seen().subList(0, over.size()).clear();
            state.incomplete(state.incomplete() && absence && !state.seen().isEmpty());
        }
        return findings;
    }

    private void judgeLatest(GroupState state, String group, Seen event, List<CorrelationFinding> findings) {
        Instant from = event.time().minus(rule.timespan());
        int before = 0;
        while (state.seen().get(before).time().isBefore(from)) {
            before++; // the event itself is not before
        }
        state.seen().subList(0, before).clear();
        figures.leaveOut(state.seen());
        bound(state, figures.enough());
        if (!isTold(state, event.time()) && figures.hold(state.seen())) {
            findings.add(finding(state, group, state.seen(), event.time(), figures.figure(state.seen())));
            state.foundAt(event.time());
            state.incomplete(false);
        }
    }

    private boolean isTold(GroupState state, Instant now) {
        Instant before = state.foundAt();
        return before != null && now.isBefore(before.plus(rule.timespan()));
    }

    /** The oldest go; where they were still needed, the state says so. */
    private void bound(GroupState state, int most) {
        int over = state.seen().size() - most;
        if (over > 0) {
            state.seen().subList(0, over).clear();
            state.incomplete(state.incomplete() || most == MAX_SEEN);
        }
    }

    /** The second rule's event ends the waiting of all before it. */
    private void expect(GroupState state, Seen event) {
        if (event.matched(1)) {
            state.seen().clear();
            state.incomplete(false);
        }
        if (event.matched(0)) {
            if (state.seen().size() < MAX_SEEN) {
                state.seen().add(event);
            } else {
                state.incomplete(true);
            }
        }
    }

    /** Of each length of the order, the one that began last is kept: whatever another could become, it becomes, too. */
    private void extend(GroupState state, String group, Seen event, List<CorrelationFinding> findings) {
        int rules = rule.rules().size();
        while (state.chains().size() < rules) {
            state.chains().add(List.of());
        }
        // From the last to the first, so that one event takes one place of an order.
        for (int i = rules - 1; i >= 0; i--) {
            if (!event.matched(i)) {
                continue;
            }
            List<Seen> before = i == 0 ? List.of() : state.chains().get(i - 1);
            boolean begins = i == 0;
            boolean follows = !before.isEmpty()
                    && !before.getFirst().time().plus(rule.timespan()).isBefore(event.time());
            if (begins || follows) {
                List<Seen> longer = new ArrayList<>(before);
                longer.add(event);
                state.chains().set(i, List.copyOf(longer));
            }
        }
        List<Seen> whole = state.chains().get(rules - 1);
        if (!whole.isEmpty()) {
            findings.add(finding(state, group, whole, event.time(), rules));
            state.chains().replaceAll(any -> List.of());
        }
    }

    private CorrelationFinding finding(GroupState state, String group, List<Seen> of, Instant time, double figure) {
        return new CorrelationFinding(
                rule,
                group,
                of.getFirst().time(),
                time,
                figure,
                of.stream().map(Seen::eventId).toList(),
                of.getLast().fields(),
                state.incomplete());
    }

    /** Whether a value is within all limits. */
    static boolean within(List<CorrelationRule.Limit> limits, double figure) {
        return limits.stream().allMatch(limit -> limit.relation().holds(figure, limit.operand()));
    }

    static boolean isLowerBound(CorrelationRule.Limit limit) {
        return limit.relation() == Check.Relation.MORE || limit.relation() == Check.Relation.AT_LEAST;
    }
}
