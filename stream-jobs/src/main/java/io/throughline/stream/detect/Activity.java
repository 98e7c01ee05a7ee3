package io.throughline.stream.detect;

import io.throughline.core.behaviour.Distinct;
import io.throughline.core.behaviour.Hash;
import io.throughline.core.behaviour.Pace;
import io.throughline.core.model.Evidence;
import io.throughline.stream.detect.AskerWindow.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one asker does on one endpoint in a window that slides: at most 8 KB of hashes and 1 KB of evidence.
 *
 * @param window the number of the one that {@code ids}, {@code pages} and {@code first} are of
 * @param last when it asked
 * @param ids different ones in the path
 * @param idsBefore of the window before: what is among them is not different again
 * @param pages different ones
 * @param pagesBefore likewise
 * @param number the last id, where it was a number
 * @param page the last one that was read
 * @param stride how far apart the last two pages were; 0 before there were two
 * @param run of pages, each as far behind the one before, that goes on
 * @param asks all
 * @param different ids
 * @param steps ids that were the one before plus or minus one
 * @param refused answers that said no: 401, 403, 404
 * @param read different pages
 * @param bytes of all answers that gave something
 * @param most evidence that there was in the window, in nats; changed in place
 * @param first the first few asks
 */
public record Activity(
        String who,
        long window,
        Instant last,
        Distinct ids,
        Distinct idsBefore,
        Distinct pages,
        Distinct pagesBefore,
        long number,
        long page,
        long stride,
        long run,
        Pace asks,
        Pace different,
        Pace steps,
        Pace refused,
        Pace read,
        Pace bytes,
        Map<Quantity, Long> most,
        List<Evidence> first) {
    private static final int MAX_FIRST = 4;

    static Activity of(String who, long slot, Instant now) {
        return new Activity(
                who,
                Math.floorDiv(slot, Pace.SLOTS),
                now,
                Distinct.none(),
                Distinct.none(),
                Distinct.none(),
                Distinct.none(),
                -1,
                -1,
                0,
                0,
                Pace.begin(slot),
                Pace.begin(slot),
                Pace.begin(slot),
                Pace.begin(slot),
                Pace.begin(slot),
                Pace.begin(slot),
                new EnumMap<>(Quantity.class),
                new ArrayList<>(1));
    }

    /** The same in a later window: what was different there is known here. */
    Activity at(long later) {
        boolean next = later == window + 1;
        return later <= window
                ? this
                : new Activity(
                        who,
                        later,
                        last,
                        Distinct.none(),
                        next ? ids : Distinct.none(),
                        Distinct.none(),
                        next ? pages : Distinct.none(),
                        number,
                        page,
                        stride,
                        run,
                        asks,
                        different,
                        steps,
                        refused,
                        read,
                        bytes,
                        new EnumMap<>(Quantity.class),
                        next ? first : new ArrayList<>(1));
    }

    Activity with(Ask ask, long slot) {
        boolean another = ask.id() != 0 && ids.add(ask.id()) && !idsBefore.knows(ask.id());
        boolean step = another && number >= 0 && ask.number() >= 0 && Math.abs(ask.number() - number) == 1;
        if (first.size() < MAX_FIRST) {
            first.add(ask.evidence());
        }
        boolean reads = ask.page() >= 0 && ask.page() != page;
        long name = Hash.of(ask.page());
        boolean anotherPage = reads && pages.add(name) && !pagesBefore.knows(name);
        long apart = reads && page >= 0 ? ask.page() - page : 0;
        boolean runs = apart > 0 && (stride == 0 || apart == stride);
        return new Activity(
                who,
                window,
                ask.time(),
                ids,
                idsBefore,
                pages,
                pagesBefore,
                another ? ask.number() : number,
                reads ? ask.page() : page,
                reads ? (runs ? apart : 0) : stride,
                reads ? (runs ? run + 1 : 1) : run,
                asks.with(slot, 1),
                different.with(slot, another ? 1 : 0),
                steps.with(slot, step ? 1 : 0),
                refused.with(slot, ask.refused() ? 1 : 0),
                read.with(slot, anotherPage ? 1 : 0),
                bytes.with(slot, ask.answered() ? Math.max(0, ask.bytes()) : 0),
                most,
                first);
    }

    /** Of its own window, without what slides in from the one before. */
    long of(Pace pace) {
        return pace.since(window * Pace.SLOTS);
    }
}
