package io.throughline.stream.detect;

import io.throughline.core.behaviour.Distinct;
import io.throughline.core.behaviour.Hash;
import io.throughline.core.model.Evidence;
import java.util.ArrayList;
import java.util.List;

/**
 * What one asker did on one endpoint in one window: at most 4 KB of hashes and 1 KB of evidence.
 *
 * @param ids different ones in the path
 * @param number the last id, where it was a number
 * @param steps ids that were the one before plus or minus one
 * @param refused answers that said no: 401, 403, 404
 * @param bytes of all answers that gave something
 * @param page the last one that was read
 * @param stride how far apart the last two pages were; 0 before there were two
 * @param pages different ones
 * @param run of pages, each as far behind the one before, that goes on
 * @param first the first few asks
 */
public record Activity(
        String who,
        long asks,
        Distinct ids,
        long number,
        long steps,
        long refused,
        long bytes,
        long page,
        long stride,
        Distinct pages,
        long run,
        List<Evidence> first) {
    private static final int MAX_FIRST = 4;

    static Activity of(String who) {
        return new Activity(who, 0, Distinct.none(), -1, 0, 0, 0, -1, 0, Distinct.none(), 0, new ArrayList<>(1));
    }

    Activity with(Ask ask) {
        boolean another = ask.id() != 0 && ids.add(ask.id());
        boolean step = another && number >= 0 && ask.number() >= 0 && Math.abs(ask.number() - number) == 1;
        if (first.size() < MAX_FIRST) {
            first.add(ask.evidence());
        }
        boolean read = ask.page() >= 0 && ask.page() != page;
        long apart = read && page >= 0 ? ask.page() - page : 0;
        if (read) {
            pages.add(Hash.of(ask.page()));
        }
        boolean runs = apart > 0 && (stride == 0 || apart == stride);
        return new Activity(
                who,
                asks + 1,
                ids,
                another ? ask.number() : number,
                steps + (step ? 1 : 0),
                refused + (ask.refused() ? 1 : 0),
                bytes + (ask.answered() ? Math.max(0, ask.bytes()) : 0),
                read ? ask.page() : page,
                read ? (runs ? apart : 0) : stride,
                pages,
                read ? (runs ? run + 1 : 1) : run,
                first);
    }
}
