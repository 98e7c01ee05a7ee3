package io.throughline.core.flow;

import static io.throughline.core.flow.Flows.chain;
import static io.throughline.core.flow.Flows.flow;
import static io.throughline.core.flow.Flows.hop;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.flow.CriticalPath.Segment;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    @Test
    void ofOneHopIsThatHop() {
        assertThat(drawn(flow(hop("a", null, 0, 10)))).isEqualTo("a 0-10");
    }

    @Test
    void goesThroughTheChildrenThatRanOneAfterTheOther() {
        Flow flow = flow(hop("a", null, 0, 100), hop("b", "a", 10, 40), hop("c", "a", 50, 90));

        assertThat(drawn(flow)).isEqualTo("a 0-10, b 10-40, a 40-50, c 50-90, a 90-100");
    }

    @Test
    void leavesOutTheCallThatAParallelOneOutlasted() {
        Flow flow = flow(hop("a", null, 0, 100), hop("fast", "a", 10, 60), hop("slow", "a", 20, 90));

        assertThat(drawn(flow)).isEqualTo("a 0-20, slow 20-90, a 90-100");
        assertThat(CriticalPath.of(flow).passes(1)).isFalse();
    }

    @Test
    void takesBeforeTheSlowestCallWhatEndedBeforeItBegan() {
        Flow flow = flow(
                hop("a", null, 0, 100), hop("first", "a", 5, 20), hop("beside", "a", 15, 50), hop("last", "a", 30, 95));

        assertThat(drawn(flow)).isEqualTo("a 0-5, first 5-20, a 20-30, last 30-95, a 95-100");
    }

    @Test
    void cutsACallThatOutlivesItsRequestAtItsEnd() {
        Flow flow = flow(hop("a", null, 0, 50), hop("later", "a", 40, 400), hop("after", "a", 60, 70));

        assertThat(drawn(flow)).isEqualTo("a 0-40, later 40-50");
    }

    @Test
    void passesAHopThatItsOnlyCallFillsWithoutGivingItTime() {
        CriticalPath path = CriticalPath.of(flow(hop("a", null, 0, 10), hop("b", "a", 0, 10), hop("c", "b", 2, 3)));

        assertThat(path.passes(0)).isTrue();
        assertThat(path.time(0)).isZero();
        assertThat(path.time(1)).isEqualTo(Duration.ofMillis(9));
    }

    @Test
    void waitsForNoRootButTheFirst() {
        assertThat(drawn(flow(hop("stray", "gone", 20, 90), hop("a", null, 0, 50))))
                .isEqualTo("a 0-50");
    }

    @Test
    void ofNoHopsIsEmptyAndOfAHopWithoutDurationHasNoTime() {
        assertThat(CriticalPath.of(flow()).segments()).isEmpty();
        CriticalPath path = CriticalPath.of(flow(hop("a", null, 5, 5)));
        assertThat(path.segments()).isEmpty();
        assertThat(path.passes(0)).isTrue();
    }

    @Test
    void isFoundInAFlowAsDeepAsTheyCome() {
        Flow flow = chain(Flow.MAX_HOPS);

        assertThat(CriticalPath.of(flow).segments()).hasSize(2 * Flow.MAX_HOPS - 1);
    }

    @Test
    void isFoundWhereParentsGoInACircle() {
        Flow flow = flow(hop("b", "a", 5, 9), hop("a", "b", 0, 10), hop("self", "self", 2, 3));

        assertThat(drawn(flow)).isEqualTo("a 0-5, b 5-9, a 9-10");
    }

    @Test
    void fillsTheTimeOfTheRootWithoutGapWhateverTheTree() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            Flow flow = randomFlow(random);
            CriticalPath path = CriticalPath.of(flow);
            FlowHop root = flow.hops().getFirst();

            Instant at = root.start();
            for (Segment segment : path.segments()) {
                assertThat(segment.start()).isEqualTo(at);
                assertThat(path.passes(segment.hop())).isTrue();
                at = segment.end();
            }
            assertThat(at).isEqualTo(root.end());
        }
    }

    @Test
    void neverGivesAHopMoreThanItTook() {
        Random random = new Random(8);
        for (int round = 0; round < 300; round++) {
            Flow flow = randomFlow(random);
            CriticalPath path = CriticalPath.of(flow);
            List<Duration> selfTimes = SelfTime.of(flow);
            for (int i = 0; i < flow.hops().size(); i++) {
                Duration most = flow.hops().get(i).duration();
                assertThat(selfTimes.get(i)).isBetween(Duration.ZERO, most);
                assertThat(path.time(i)).isBetween(Duration.ZERO, most);
            }
        }
    }

    /** The root first; children may lie outside of their parents. */
    private static Flow randomFlow(Random random) {
        List<FlowHop> hops = new ArrayList<>();
        hops.add(hop("r0", null, 0, 100));
        for (int i = 1; i < 2 + random.nextInt(20); i++) {
            long from = random.nextInt(110);
            hops.add(hop("s" + i, hops.get(random.nextInt(hops.size())).id(), from, from + random.nextInt(60)));
        }
        return flow(hops.toArray(FlowHop[]::new));
    }

    private static String drawn(Flow flow) {
        return String.join(
                ", ",
                CriticalPath.of(flow).segments().stream()
                        .map(segment -> flow.hops().get(segment.hop()).id() + " " + millis(segment.start()) + "-"
                                + millis(segment.end()))
                        .toList());
    }

    private static long millis(Instant time) {
        return Duration.between(Flows.NOON, time).toMillis();
    }
}
