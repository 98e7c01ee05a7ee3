package io.throughline.api.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.flow.FlowStructure;
import io.throughline.core.model.Flow;
import io.throughline.core.store.FlowStore.Filter;
import io.throughline.core.store.TimeRange;
import io.throughline.testkit.InMemoryFlowStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowScanTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final TimeRange DAY = new TimeRange(NOON.minusSeconds(43_200), NOON.plusSeconds(43_200));

    private final InMemoryFlowStore store = new InMemoryFlowStore();
    private final FlowScan scan = new FlowScan(store, Filter.ALL, DAY);

    @Test
    void givesEveryMatchOnceThoughPagesEndAmongTheFlowsThatAreRead() {
        given(730, 3);

        List<String> seen = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            FlowsAnswer answer = scan.search(FlowStructure.parse("service:rare"), 7, cursor);
            assertThat(answer.items()).hasSizeLessThanOrEqualTo(7);
            assertThat(answer.limitReached()).isFalse();
            answer.items().forEach(flow -> seen.add(flow.id()));
            cursor = answer.cursor();
            pages++;
        } while (cursor != null);

        assertThat(seen).hasSize(244).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(pages).isEqualTo(35);
    }

    @Test
    void saysThatItHasLookedAtAsManyAsItMayAndGoesOnFromThere() {
        given(FlowScan.MAX_FLOWS + 500, FlowScan.MAX_FLOWS + 500);
        FlowStructure rare = FlowStructure.parse("service:rare");

        FlowsAnswer first = scan.search(rare, 10, null);
        assertThat(first.items()).isEmpty();
        assertThat(first.looked()).isEqualTo(FlowScan.MAX_FLOWS);
        assertThat(first.limitReached()).isTrue();
        assertThat(first.totalIsExact()).isFalse();

        FlowsAnswer second = scan.search(rare, 10, first.cursor());
        assertThat(second.items()).extracting(FlowSummary::id).containsExactly("f00000");
        assertThat(second.looked()).isEqualTo(500);
        assertThat(second.limitReached()).isFalse();
        assertThat(second.cursor()).isNull();
    }

    @Test
    void knowsHowManyThereAreWhenItHasLookedAtAll() {
        given(30, 3);

        FlowsAnswer answer = scan.search(FlowStructure.parse("service:rare"), 50, null);

        assertThat(answer.total()).isEqualTo(10);
        assertThat(answer.totalIsExact()).isTrue();
    }

    @Test
    void looksAtSoManyFlowsForThePropagation() {
        given(FlowScan.MAX_FLOWS + 1, 1);

        assertThat(scan.propagation().looked()).isEqualTo(FlowScan.MAX_FLOWS);
        assertThat(scan.propagation().limitReached()).isTrue();
    }

    /** Flows with ids in the order of their starts, every so many of them through a rare service. */
    private void given(int flows, int every) {
        for (int i = 0; i < flows; i++) {
            Instant start = NOON.plusMillis(i);
            store.add(new Flow(
                    String.format("f%05d", i),
                    null,
                    start,
                    start.plusMillis(1),
                    "gateway",
                    null,
                    200,
                    false,
                    i % every == 0 ? List.of("gateway", "rare") : List.of("gateway"),
                    List.of(),
                    1,
                    0,
                    true));
        }
    }
}
