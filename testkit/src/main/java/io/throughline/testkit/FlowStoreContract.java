package io.throughline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.core.model.Vantage;
import io.throughline.core.store.FlowStore;
import io.throughline.core.store.FlowStore.Filter;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of flows does. */
public abstract class FlowStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TimeRange DAY = new TimeRange(NOON.minusSeconds(43_200), NOON.plusSeconds(43_200));
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A store that is empty when a test begins. */
    protected abstract FlowStore store();

    /** Writes flows in this order; they can be found when it returns. */
    protected abstract void given(Flow... flows);

    @Test
    void givesBackTheWholeFlow() {
        Flow flow = flow("f1", NOON, SECOND, true, 3, true, "gateway", "orders");
        given(flow);

        assertThat(store().get("f1")).contains(flow);
        assertThat(find(Filter.ALL).items()).containsExactly(flow);
    }

    @Test
    void doesNotKnowAFlowThatWasNeverWritten() {
        assertThat(store().get("none")).isEmpty();
        assertThat(find(Filter.ALL).items()).isEmpty();
    }

    @Test
    void anIdOfAnyKindIsOnlyAnId() {
        String hostile = "../_all?<script>" + "x".repeat(600);
        Flow flow = flow(hostile, NOON, SECOND, false, 1, false, "a");
        given(flow);

        assertThat(store().get(hostile)).contains(flow);
        assertThat(store().get("../_all")).isEmpty();
    }

    @Test
    void findsTheNewestFirstWithinTheRangeOfTheirStart() {
        given(
                flow("a", NOON, SECOND, false, 1, true, "x"),
                flow("b", NOON.plusSeconds(1), SECOND, false, 1, true, "x"),
                flow("c", NOON.plusSeconds(2), SECOND, false, 1, true, "x"));

        assertThat(ids(find(Filter.ALL))).containsExactly("c", "b", "a");
        TimeRange range = new TimeRange(NOON, NOON.plusSeconds(2));
        assertThat(ids(store().find(Filter.ALL, range, 10, null))).containsExactly("b", "a");
    }

    @Test
    void filtersByServicesFailureAndDuration() {
        given(
                flow("ok", NOON, Duration.ofMillis(10), false, 1, true, "gateway", "orders"),
                flow("slow", NOON.plusSeconds(1), Duration.ofMillis(900), false, 1, true, "gateway", "cart"),
                flow("failed", NOON.plusSeconds(2), Duration.ofMillis(20), true, 1, true, "gateway", "orders"));

        assertThat(ids(find(new Filter(Set.of("orders"), null, null)))).containsExactly("failed", "ok");
        assertThat(ids(find(new Filter(Set.of("cart", "gateway"), null, null)))).containsExactly("slow");
        assertThat(ids(find(new Filter(Set.of("cart", "orders"), null, null)))).isEmpty();
        assertThat(ids(find(new Filter(Set.of(), true, null)))).containsExactly("failed");
        assertThat(ids(find(new Filter(Set.of(), false, null)))).containsExactly("slow", "ok");
        assertThat(ids(find(new Filter(Set.of(), null, 20_000L)))).containsExactly("failed", "slow");
        assertThat(ids(find(new Filter(Set.of("gateway"), false, 500_000L)))).containsExactly("slow");
        assertThat(ids(find(new Filter(Set.of("nobody"), null, null)))).isEmpty();
    }

    @Test
    void anOlderStateNeverReplacesANewerOne() {
        given(flow("f", NOON, SECOND, false, 5, true, "x"), flow("f", NOON, SECOND, false, 4, true, "x"));
        assertThat(store().get("f").orElseThrow().lines()).isEqualTo(5);

        given(flow("f", NOON, SECOND, false, 5, false, "x"));
        assertThat(store().get("f").orElseThrow().closed()).isTrue();

        given(flow("f", NOON, SECOND, true, 6, false, "x"));
        assertThat(store().get("f").orElseThrow().lines()).isEqualTo(6);
        assertThat(find(Filter.ALL).items()).hasSize(1);
    }

    @Test
    void aFlowWhoseStartMovesOverMidnightIsThereOnce() {
        Instant midnight = Instant.parse("2026-03-01T00:00:00Z");
        TimeRange both = new TimeRange(midnight.minusSeconds(3_600), midnight.plusSeconds(3_600));
        given(
                flow("f", midnight.plusSeconds(1), SECOND, false, 1, false, "x"),
                flow("f", midnight.minusSeconds(1), Duration.ofSeconds(3), false, 2, false, "x"));

        assertThat(store().get("f").orElseThrow().lines()).isEqualTo(2);
        assertThat(store().find(Filter.ALL, both, 10, null).items()).hasSize(1);

        // A replay writes the older state once more.
        given(flow("f", midnight.plusSeconds(1), SECOND, false, 1, false, "x"));
        assertThat(store().find(Filter.ALL, both, 10, null).items()).hasSize(1);
    }

    @Test
    void pagesThroughFlowsOfOneInstantWithoutLossOrDouble() {
        List<Flow> flows = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            flows.add(flow("f" + i, NOON.plusSeconds(i / 10), SECOND, false, 1, true, "x"));
        }
        given(flows.toArray(Flow[]::new));

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<Flow> page = store().find(Filter.ALL, DAY, 7, cursor);
            assertThat(page.total()).isEqualTo(25);
            seen.addAll(ids(page));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void aForeignCursorAndAnImpossibleSizeAreTheAskersFault() {
        given(flow("f", NOON, SECOND, false, 1, true, "x"));

        for (String cursor : List.of("", "x", "!!!", "bnVsbA", "WzFd")) {
            assertThatThrownBy(() -> store().find(Filter.ALL, DAY, 5, cursor))
                    .as(cursor)
                    .isInstanceOf(InvalidQueryException.class);
        }
        assertThatThrownBy(() -> store().find(Filter.ALL, DAY, 0, null)).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> store().find(Filter.ALL, DAY, 201, null)).isInstanceOf(InvalidQueryException.class);
    }

    private Page<Flow> find(Filter filter) {
        return store().find(filter, DAY, 100, null);
    }

    private static List<String> ids(Page<Flow> page) {
        return page.items().stream().map(Flow::id).toList();
    }

    private static Flow flow(
            String id,
            Instant start,
            Duration duration,
            boolean failed,
            int lines,
            boolean closed,
            String... services) {
        List<FlowHop> hops = new ArrayList<>();
        @Nullable String parent = null;
        for (String service : services) {
            String hop = "hop-" + service;
            hops.add(new FlowHop(
                    hop,
                    parent,
                    parent == null ? EdgeEvidence.TRACE : EdgeEvidence.PARENT_SPAN,
                    0.5,
                    Vantage.INBOUND,
                    service,
                    null,
                    "host-1",
                    null,
                    null,
                    null,
                    start,
                    duration,
                    failed ? 500 : null,
                    failed,
                    List.of("e1")));
            parent = hop;
        }
        return new Flow(
                id,
                null,
                start,
                start.plus(duration),
                services[0],
                "GET /",
                failed ? 500 : 200,
                failed,
                List.of(services).stream().sorted().toList(),
                hops,
                lines,
                0,
                closed);
    }
}
