package io.throughline.stream.detect;

import io.throughline.core.behaviour.Distinct;
import io.throughline.core.behaviour.Tail;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who tried to log in at one endpoint in the window of time that goes on, and how that usually ends.
 *
 * @param number of the window
 * @param tries all that were seen there
 * @param refused of them, with 401
 * @param sources by the hash of the address that they came from
 * @param users by the hash of the name
 * @param usersOfSource one more than the different users whose logins failed from one source
 * @param failuresOfSource one more than the failures from one source
 * @param sourcesOfUser one more than the different sources from which a user's logins failed
 */
public record Logins(
        long number,
        long tries,
        long refused,
        Map<Long, Tries> sources,
        Map<Long, Tries> users,
        Tail usersOfSource,
        Tail failuresOfSource,
        Tail sourcesOfUser) {
    /**
     * Those of one source, or of one user.
     *
     * @param failures of logins
     * @param others users of a source, sources of a user, whose logins failed
     * @param first the first few that failed
     */
    public record Tries(String who, long failures, Distinct others, List<Evidence> first) {
        private static final int MAX_FIRST = 8;

        static Tries of(String who) {
            return new Tries(who, 0, Distinct.none(), new ArrayList<>(0));
        }

        /** @param other 0 where it is not known */
        Tries failed(long other, Ask ask) {
            if (other != 0) {
                others.add(other);
            }
            if (first.size() < MAX_FIRST) {
                first.add(ask.evidence());
            }
            return new Tries(who, failures + 1, others, first);
        }
    }

    static Logins none(long number, Instant now) {
        return new Logins(
                number, 0, 0, new HashMap<>(), new HashMap<>(), Tail.empty(now), Tail.empty(now), Tail.empty(now));
    }

    Logins oneMore(boolean isRefused) {
        return new Logins(
                number,
                Math.min(tries + 1, Tail.MAX_SAMPLES),
                Math.min(refused + (isRefused ? 1 : 0), Tail.MAX_SAMPLES),
                sources,
                users,
                usersOfSource,
                failuresOfSource,
                sourcesOfUser);
    }

    Logins inWindow(long next) {
        return with(next, usersOfSource, failuresOfSource, sourcesOfUser);
    }

    Logins learnedSource(Tries source, Instant now) {
        return with(
                number,
                usersOfSource.with(1 + source.others().count(), now),
                failuresOfSource.with(1 + source.failures(), now),
                sourcesOfUser);
    }

    Logins learnedUser(Tries user, Instant now) {
        return with(
                number,
                usersOfSource,
                failuresOfSource,
                sourcesOfUser.with(1 + user.others().count(), now));
    }

    private Logins with(long window, Tail usersFailed, Tail failures, Tail sourcesFailed) {
        return new Logins(window, tries, refused, sources, users, usersFailed, failures, sourcesFailed);
    }
}
