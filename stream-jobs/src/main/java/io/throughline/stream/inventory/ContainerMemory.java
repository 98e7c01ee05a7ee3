package io.throughline.stream.inventory;

import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.Episode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One container, or one service, as far as events told of it.
 *
 * @param seen the latest sight of it
 * @param told by kind of sight, the last stretch of ten seconds that was taken: several tasks may tell of the same one
 * @param states what an engine told of it, the earliest first, at most {@link #MAX_STATES}: the latest ones
 * @param peers whom it called, with the first call; at most {@link RiseDetector#MAX_PEERS}
 */
record ContainerMemory(
        Instant seen,
        Map<Sight.Kind, Long> told,
        List<State> states,
        Life life,
        Map<String, Instant> peers,
        Rise rise,
        Served served,
        Written written) {
    static final int MAX_STATES = 16;

    static ContainerMemory of(Instant seen) {
        return new ContainerMemory(
                seen,
                new EnumMap<>(Sight.Kind.class),
                new ArrayList<>(),
                new Life(null, null, 0, Duration.ZERO, null, null, new ArrayList<>(), null),
                new HashMap<>(),
                new Rise(null, null, null),
                new Served(null, null),
                new Written(null, null));
    }

    /** What was so from an instant on. */
    record State(Instant since, Sight.Who who, Sight.Facts facts) {}

    /**
     * When it logged and served.
     *
     * @param logs stretches of ten seconds with lines in them
     * @param usualGap the longest time without a line in which it served, of those that ended
     * @param unheard when it first served since its last line
     * @param shown what shows that it serves, since its last line
     * @param silence what is being told
     */
    record Life(
            @Nullable Instant firstLog,
            @Nullable Instant lastLog,
            long logs,
            Duration usualGap,
            @Nullable Instant ended,
            @Nullable Instant unheard,
            List<Evidence> shown,
            @Nullable Episode silence) {}

    /**
     * A rise of rights in it, with the request before.
     *
     * @param request the latest one
     * @param before the request before the rise
     * @param raised when rights rose; null: they did not, lately
     */
    record Rise(
            @Nullable Moment request,
            @Nullable Moment before,
            @Nullable Moment raised) {}

    /** When it answered requests. */
    record Served(@Nullable Instant first, @Nullable Instant last) {
        Served with(Instant time) {
            return new Served(
                    first == null || time.isBefore(first) ? time : first,
                    last == null || time.isAfter(last) ? time : last);
        }
    }

    /**
     * What is in the inventory of it.
     *
     * @param key under which it is; null: it is in none, or under another key
     * @param next when it is written again; null: nothing has changed since
     */
    record Written(@Nullable String key, @Nullable Instant next) {}

    ContainerMemory with(Served other) {
        return new ContainerMemory(seen, told, states, life, peers, rise, other, written);
    }

    ContainerMemory with(Written other) {
        return new ContainerMemory(seen, told, states, life, peers, rise, served, other);
    }

    /** Something that happened, and what shows it. */
    record Moment(Instant at, Evidence evidence) {}

    ContainerMemory at(Instant time) {
        return new ContainerMemory(time.isAfter(seen) ? time : seen, told, states, life, peers, rise, served, written);
    }

    ContainerMemory with(Life other) {
        return new ContainerMemory(seen, told, states, other, peers, rise, served, written);
    }

    ContainerMemory with(Rise other) {
        return new ContainerMemory(seen, told, states, life, peers, other, served, written);
    }

    /** Whether it is the first of its kind in its stretch of time; the earliest comes first. */
    boolean isNews(Sight sight) {
        if (sight.kind() != Sight.Kind.LOGGED && sight.kind() != Sight.Kind.SERVED) {
            return true;
        }
        long stretch = Math.floorDiv(sight.time().toEpochMilli(), SightFunction.EVERY_MILLIS);
        Long before = told.put(sight.kind(), stretch);
        return before == null || before != stretch;
    }

    /** As it is now, in the partition of the day on which it was seen last; empty for what is in no inventory. */
    Optional<ContainerVersion> version() {
        if (written.key == null || states.isEmpty()) {
            return Optional.empty();
        }
        State state = states.getLast();
        Instant day = seen.truncatedTo(ChronoUnit.DAYS);
        List<String> privileges = state.facts.privileges();
        return Optional.of(new ContainerVersion(
                written.key,
                state.since,
                state.since.isAfter(day) ? state.since : day,
                seen,
                state.facts.action(),
                state.who.host(),
                state.who.service(),
                state.who.container(),
                state.who.name(),
                state.who.image(),
                state.facts.digest(),
                privileges == null ? List.of() : privileges,
                life.firstLog,
                life.lastLog,
                served.first,
                served.last,
                life.ended));
    }

    /** What an engine said last, at that time; null: nothing yet. */
    @Nullable
    State stateAt(Instant time) {
        State found = null;
        for (State state : states) {
            if (!state.since.isAfter(time)) {
                found = state;
            }
        }
        return found;
    }

    /** What engines do not repeat stays as it was, as long as it is the same image. */
    void told(Sight sight, Sight.Facts facts) {
        State before = states.isEmpty() ? null : states.getLast();
        boolean sameImage = before != null
                && (sight.who().image() == null || sight.who().image().equals(before.who.image()));
        Sight.Facts whole = before == null || !sameImage
                ? facts
                : new Sight.Facts(
                        facts.action(),
                        facts.digest() == null ? before.facts.digest() : facts.digest(),
                        facts.privileges() == null ? before.facts.privileges() : facts.privileges(),
                        facts.base() == null ? before.facts.base() : facts.base(),
                        facts.built() == null ? before.facts.built() : facts.built());
        Sight.Who who = before == null || sight.who().image() != null || before.who.image() == null
                ? sight.who()
                : new Sight.Who(
                        sight.who().host(),
                        sight.who().service(),
                        sight.who().container(),
                        sight.who().name(),
                        before.who.image());
        if (before == null || !before.facts.equals(whole) || !before.who.equals(who)) {
            states.add(new State(sight.time(), who, whole));
        }
        if (states.size() > MAX_STATES) {
            states.removeFirst();
        }
    }
}
