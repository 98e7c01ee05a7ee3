package io.throughline.stream.behaviour;

import io.throughline.core.template.PathLearner;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of every request what is new about it: the endpoint, or that this caller asks for it. It sits where the paths are learned, because there
 * every request comes by in its order, and lets next to nothing through.
 *
 * <p>Of one endpoint it remembers some 60 bytes, and some 80 of each of at most {@link #MAX_CALLERS} callers; how many endpoints there are,
 * is limited by {@link PathLearner}.
 */
public final class EndpointWatch implements Serializable {
    /** Callers told apart at one endpoint; a service behind more is open to all, and further ones are not told. */
    static final int MAX_CALLERS = 64;

    /** Requests that follow are told of for so long, and so many. */
    static final Duration EPISODE = Duration.ofMinutes(10);

    private static final int MAX_TOLD = 64;

    /** What comes back after so many times its longest pause comes back unexpectedly. */
    private static final int UNUSUAL_PAUSE = 10;

    private static final int MIN_REQUESTS = 10;
    private static final long serialVersionUID = 1L;

    private final BehaviourConfig config;

    public EndpointWatch(BehaviourConfig config) {
        this.config = config;
    }

    /**
     * What was seen of one thing. Both ends of a call may tell of it, so each end's records are counted apart.
     *
     * @param requests as the called told
     * @param calls as callers told
     * @param longestMillis the longest pause between two requests
     * @param told how many requests were told of since {@code newsUntil} was set
     * @param refreshed when it was last told that it is there
     */
    public record Seen(
            Instant first,
            Instant last,
            long requests,
            long calls,
            long longestMillis,
            Instant newsUntil,
            int told,
            Instant refreshed) {
        static Seen first(Sighting sighting) {
            Instant time = sighting.time();
            return new Seen(
                    time,
                    time,
                    sighting.byCalled() ? 1 : 0,
                    sighting.byCalled() ? 0 : 1,
                    0,
                    time.plus(EPISODE),
                    1,
                    time);
        }

        /** How often it was asked for. */
        long count() {
            return Math.max(requests, calls);
        }

        Seen again(Sighting sighting) {
            Instant time = sighting.time();
            long pause = Math.max(0, Duration.between(last, time).toMillis());
            return new Seen(
                    first,
                    time.isAfter(last) ? time : last,
                    requests + (sighting.byCalled() ? 1 : 0),
                    calls + (sighting.byCalled() ? 0 : 1),
                    Math.max(longestMillis, pause),
                    newsUntil,
                    told,
                    refreshed);
        }

        Seen telling(Instant until, int number) {
            return new Seen(first, last, requests, calls, longestMillis, until, number, refreshed);
        }

        Seen refreshed(Instant time) {
            return new Seen(first, last, requests, calls, longestMillis, newsUntil, told, time);
        }
    }

    /** An endpoint and who asks for it. */
    public record Endpoint(Seen seen, Map<String, Seen> callers) {}

    /** @return what to remember; the callers are changed in place */
    public Endpoint see(@Nullable Endpoint known, Sighting sighting, Consumer<News> news) {
        boolean first = known == null || forgotten(known.seen, sighting.time());
        Endpoint before = known == null || first ? new Endpoint(Seen.first(sighting), new HashMap<>()) : known;
        int callers = before.callers.size();
        Seen seen = first ? before.seen : before.seen.again(sighting);
        if (!PathLearner.UNKNOWN.equals(sighting.template())) {
            seen = tellEndpoint(first, before.seen, seen, callers, sighting, news);
        }
        String caller = sighting.caller();
        if (caller != null && !caller.equals(sighting.service())) {
            seeCaller(caller, before.callers, seen, callers, sighting, news);
        }
        return new Endpoint(seen, before.callers);
    }

    private Seen tellEndpoint(
            boolean first, Seen before, Seen seen, int callers, Sighting sighting, Consumer<News> news) {
        Instant time = sighting.time();
        if (first) {
            news.accept(news(News.Kind.FIRST, sighting.service(), sighting, seen, seen, callers));
            return seen;
        }
        if (unusualPause(before, time)) {
            news.accept(news(News.Kind.RETURNED, sighting.service(), sighting, seen, seen, callers));
            return seen.telling(time.plus(EPISODE), 1);
        }
        return goOn(News.Kind.MORE, News.Kind.REFRESH, sighting.service(), seen, seen, callers, sighting, news);
    }

    private void seeCaller(
            String caller,
            Map<String, Seen> callers,
            Seen endpoint,
            int count,
            Sighting sighting,
            Consumer<News> news) {
        Seen known = callers.get(caller);
        if (known != null && !forgotten(known, sighting.time())) {
            Seen again = known.again(sighting);
            callers.put(
                    caller,
                    goOn(News.Kind.MORE_BY, News.Kind.REFRESH_BY, caller, again, endpoint, count, sighting, news));
        } else if (callers.size() < MAX_CALLERS || known != null) {
            Seen first = Seen.first(sighting);
            callers.put(caller, first);
            news.accept(news(News.Kind.FIRST_BY, caller, sighting, first, endpoint, count));
        }
    }

    private Seen goOn(
            News.Kind more,
            News.Kind refresh,
            String about,
            Seen seen,
            Seen endpoint,
            int callers,
            Sighting sighting,
            Consumer<News> news) {
        Instant time = sighting.time();
        boolean doubled = Long.bitCount(sighting.byCalled() ? seen.requests : seen.calls) == 1;
        if (doubled || (time.isBefore(seen.newsUntil) && seen.told < MAX_TOLD)) {
            news.accept(news(more, about, sighting, seen, endpoint, callers));
            return seen.telling(seen.newsUntil, seen.told + 1);
        }
        if (time.isAfter(seen.refreshed.plus(config.forgetAfter().dividedBy(4)))) {
            news.accept(news(refresh, about, sighting, seen, endpoint, callers));
            return seen.refreshed(time);
        }
        return seen;
    }

    private boolean unusualPause(Seen before, Instant time) {
        long pause = Duration.between(before.last, time).toMillis();
        return before.count() >= MIN_REQUESTS
                && pause > config.learnFor().toMillis()
                && pause > UNUSUAL_PAUSE * before.longestMillis;
    }

    private boolean forgotten(Seen seen, Instant time) {
        return time.isAfter(seen.last.plus(config.forgetAfter()));
    }

    private static News news(News.Kind kind, String about, Sighting sighting, Seen seen, Seen endpoint, int callers) {
        return new News(
                kind,
                about,
                sighting.service(),
                sighting.endpoint(),
                sighting.caller(),
                sighting.time(),
                sighting.status(),
                seen.count(),
                endpoint.count(),
                callers,
                endpoint.first,
                sighting.evidence());
    }
}
