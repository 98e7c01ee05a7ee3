package io.throughline.core.flow;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long each hop worked by itself: the time in which none of its children ran. Children that run at the same time count once,
 * and of a child that begins before its parent or outlives it, whether by its nature or because two clocks differ, only what lies
 * within the parent counts.
 */
public final class SelfTime {
    private SelfTime() {}

    /** One for each of {@link Flow#hops()}, in their order; none is negative or longer than its hop. */
    public static List<Duration> of(Flow flow) {
        return of(HopTree.of(flow), flow.hops());
    }

    static List<Duration> of(HopTree tree, List<FlowHop> hops) {
        List<Duration> times = new ArrayList<>(hops.size());
        for (int hop = 0; hop < hops.size(); hop++) {
            times.add(of(tree, hop));
        }
        return times;
    }

    private static Duration of(HopTree tree, int hop) {
        Instant end = tree.hop(hop).end();
        Instant done = tree.hop(hop).start();
        Duration alone = Duration.ZERO;
        // By start: what lies between the end of all before and the start of the next is the hop's own.
        for (int child : tree.children(hop)) {
            Instant start = tree.hop(child).start();
            if (!start.isBefore(end)) {
                break;
            }
            if (start.isAfter(done)) {
                alone = alone.plus(Duration.between(done, start));
            }
            Instant childEnd = tree.hop(child).end();
            done = childEnd.isAfter(done) ? childEnd : done;
        }
        return done.isBefore(end) ? alone.plus(Duration.between(done, end)) : alone;
    }
}
