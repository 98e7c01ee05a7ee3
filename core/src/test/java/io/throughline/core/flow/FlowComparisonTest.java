package io.throughline.core.flow;

import static io.throughline.core.flow.Flows.answered;
import static io.throughline.core.flow.Flows.chain;
import static io.throughline.core.flow.Flows.flow;
import static io.throughline.core.flow.Flows.hop;
import static io.throughline.core.flow.Flows.outbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.flow.FlowComparison.Mark;
import io.throughline.core.flow.FlowComparison.Row;
import io.throughline.core.flow.FlowComparison.Side;
import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowComparisonTest {
    @Test
    void findsNothingToMarkBetweenAFlowAndItself() {
        Flow flow = flow(hop("a", null, 0, 100), hop("b1", "a", 10, 40), hop("b2", "a", 50, 90));

        List<Row> rows = FlowComparison.of(flow, flow).rows();

        assertThat(rows).hasSize(3).allSatisfy(row -> {
            assertThat(row.marks()).isEmpty();
            assertThat(row.slowerUs()).isZero();
            assertThat(row.ratio()).isEqualTo(1);
            assertThat(row.left()).isEqualTo(row.right());
        });
    }

    @Test
    void marksWhatIsInOneFlowOnlyWithAllThatIsBelowIt() {
        Flow left = flow(hop("a", null, 0, 100), hop("cache", "a", 10, 12));
        Flow right = flow(hop("a", null, 0, 100), hop("db", "a", 10, 80), hop("disk", "db", 20, 70));

        assertThat(drawn(left, right))
                .containsExactly("a a []", "-cache _ [ONLY_LEFT]", "-_ db [ONLY_RIGHT]", "--_ disk [ONLY_RIGHT]");
    }

    @Test
    void saysHowMuchSlowerAHopWasAndHowManyTimes() {
        Flow left = flow(hop("a", null, 0, 100), hop("b", "a", 10, 30));
        Flow right = flow(hop("a", null, 0, 160), hop("b", "a", 10, 90));

        Row row = FlowComparison.of(left, right).rows().get(1);

        assertThat(row.marks()).containsExactly(Mark.SLOWER);
        assertThat(row.slowerUs()).isEqualTo(60_000);
        assertThat(row.ratio()).isEqualTo(4);
        assertThat(FlowComparison.of(right, left).rows().get(1).marks()).containsExactly(Mark.FASTER);
        assertThat(FlowComparison.of(right, left).rows().get(1).slowerUs()).isEqualTo(-60_000);
    }

    @Test
    void tellsTheHopThatWasSlowerItselfFromThoseThatWaitedForIt() {
        Flow left = flow(hop("a", null, 0, 100), hop("b", "a", 10, 90), hop("c", "b", 20, 30));
        Flow right = flow(hop("a", null, 0, 180), hop("b", "a", 10, 170), hop("c", "b", 20, 110));

        assertThat(FlowComparison.of(left, right).rows())
                .extracting(Row::slowerUs)
                .containsExactly(80_000L, 80_000L, 80_000L);
        assertThat(FlowComparison.of(left, right).rows())
                .extracting(Row::selfSlowerUs)
                .containsExactly(0L, 0L, 80_000L);
    }

    @Test
    void doesNotMarkWhatIsSlowerByLittle() {
        Flow left = flow(hop("a", null, 0, 1_000), hop("b", "a", 0, 5));
        Flow right = flow(hop("a", null, 0, 1_150), hop("b", "a", 0, 6));

        assertThat(drawn(left, right)).containsExactly("a a []", "-b b [SLOWER]");
    }

    @Test
    void marksAFailureAndAnotherStatus() {
        Flow left = flow(hop("a", null, 0, 10), hop("b", "a", 1, 9));
        Flow right = flow(hop("a", null, 0, 10), answered(hop("b", "a", 1, 9), "GET /b", 503));

        assertThat(drawn(left, right)).containsExactly("a a []", "-b b [FAILED_RIGHT, STATUS]");
        assertThat(drawn(right, left)).containsExactly("a a []", "-b b [FAILED_LEFT, STATUS]");
    }

    @Test
    void alignsPathsThatDifferInTheirIdsOnly() {
        Flow left = flow(answered(hop("a1", null, 0, 10), "GET /orders/71", 200));
        Flow right = flow(answered(hop("a2", null, 0, 10), "GET /orders/8245", 200));
        Flow other = flow(answered(hop("a3", null, 0, 10), "GET /carts/71", 200));

        assertThat(drawn(left, right)).containsExactly("a1 a2 []");
        assertThat(drawn(left, other)).containsExactly("a1 _ [ONLY_LEFT]", "_ a3 [ONLY_RIGHT]");
    }

    @Test
    void alignsRepeatedCallsInTheirOrderAndMarksTheOneMore() {
        Flow left = flow(hop("a", null, 0, 100), hop("b1", "a", 10, 20));
        Flow right = flow(hop("a", null, 0, 100), hop("b1", "a", 10, 20), hop("b2", "a", 30, 40));

        assertThat(drawn(left, right)).containsExactly("a a []", "-b1 b1 []", "-_ b2 [ONLY_RIGHT]");
    }

    @Test
    void doesNotTakeTheCallersSideForTheCalledOnes() {
        Flow left = flow(hop("a", null, 0, 100), outbound(hop("a2", "a", 10, 20), "b"));
        Flow right = flow(hop("a", null, 0, 100), hop("a2", "a", 10, 20));

        assertThat(drawn(left, right)).containsExactly("a a []", "-a2 _ [ONLY_LEFT]", "-_ a2 [ONLY_RIGHT]");
    }

    @Test
    void isTheSameWhateverTheOrderInWhichTheHopsAreGiven() {
        List<FlowHop> hops = new ArrayList<>();
        hops.add(hop("a0", null, 0, 100));
        for (int i = 1; i < 40; i++) {
            hops.add(hop("s" + i, hops.get((i - 1) / 3).id(), 10, 10 + i));
        }
        Flow flow = flow(hops.toArray(FlowHop[]::new));
        List<String> expected = drawn(flow, chain(20));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(hops, new Random(seed));
            assertThat(drawn(flow(hops.toArray(FlowHop[]::new)), chain(20))).isEqualTo(expected);
        }
    }

    @Test
    void comparesFlowsAsDeepAsTheyComeAndSuchWithoutHops() {
        assertThat(FlowComparison.of(chain(Flow.MAX_HOPS), chain(Flow.MAX_HOPS)).rows())
                .hasSize(Flow.MAX_HOPS);
        assertThat(FlowComparison.of(flow(), flow()).rows()).isEmpty();
        assertThat(drawn(flow(), flow(hop("a", null, 0, 1)))).containsExactly("_ a [ONLY_RIGHT]");
    }

    private static List<String> drawn(Flow left, Flow right) {
        return FlowComparison.of(left, right).rows().stream()
                .map(row -> "-".repeat(row.depth()) + id(row.left()) + " " + id(row.right()) + " " + row.marks())
                .toList();
    }

    private static String id(@Nullable Side side) {
        return side == null ? "_" : side.hop().id();
    }
}
