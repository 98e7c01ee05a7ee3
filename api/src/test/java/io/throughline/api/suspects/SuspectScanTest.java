package io.throughline.api.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Vantage;
import io.throughline.core.store.TimeRange;
import io.throughline.testkit.InMemoryFlowStore;
import io.throughline.testkit.InMemoryLogStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A shop that asks payments, which is slow from noon on. */
class SuspectScanTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final TimeRange WINDOW = new TimeRange(NOON, NOON.plusSeconds(180));
    private static final TimeRange HOUR = new TimeRange(NOON.minusSeconds(3_600), NOON);

    private final InMemoryFlowStore flows = new InMemoryFlowStore();
    private final SuspectScan scan = new SuspectScan(flows, new InMemoryLogStore());

    @Test
    void namesTheServiceThatIsSlowAndWhatShowsIt() {
        requests(-600, 0, 5);
        requests(0, 180, 400);

        SuspectsAnswer answer = scan.answer(WINDOW, HOUR, List.of());

        SuspectsAnswer.Item first = answer.items().getFirst();
        assertThat(first.rank()).isEqualTo(1);
        assertThat(first.service()).isEqualTo("payments");
        assertThat(first.instance()).isEqualTo("payments-1");
        assertThat(first.reason()).startsWith("POST /pay took 262 to 524 ms of its own in 180 of 180");
        assertThat(first.evidence().getFirst().records()).contains("payments0");
        assertThat(answer.flows()).isEqualTo(180);
        assertThat(answer.baselineFlows()).isEqualTo(600);
        assertThat(answer.limitReached()).isFalse();
    }

    @Test
    void suspectsNobodyWhenAllIsAsBefore() {
        requests(-600, 180, 5);

        assertThat(scan.answer(WINDOW, HOUR, List.of()).items()).noneMatch(item -> item.score() > 0.5);
    }

    @Test
    void learnsFromATimeWithoutFaultThatIsLongBeforeTheBaseline() {
        requests(-90_000, -89_400, 5);
        requests(0, 180, 400);
        TimeRange stretch = new TimeRange(NOON.minusSeconds(90_000), NOON.minusSeconds(89_400));

        SuspectsAnswer answer = scan.answer(WINDOW, HOUR, List.of(stretch));

        assertThat(answer.items().getFirst().service()).isEqualTo("payments");
        assertThat(answer.baselineFlows()).isEqualTo(600);
    }

    @Test
    void saysThatThereIsMoreThanItLookedAt() {
        requests(-600, 0, 5);
        for (int i = 0; i <= SuspectScan.MAX_FLOWS; i++) {
            request("more-" + i, NOON.plusMillis(i), 5);
        }

        SuspectsAnswer answer = scan.answer(WINDOW, HOUR, List.of());

        assertThat(answer.flows()).isEqualTo(SuspectScan.MAX_FLOWS);
        assertThat(answer.limitReached()).isTrue();
    }

    private void requests(int from, int to, int payMillis) {
        for (int second = from; second < to; second++) {
            request(String.valueOf(second), NOON.plusSeconds(second), payMillis);
        }
    }

    private void request(String name, Instant start, int payMillis) {
        Duration pay = Duration.ofMillis(payMillis);
        flows.add(new Flow(
                "flow" + name,
                null,
                start,
                start.plus(pay).plusMillis(40),
                "shop",
                null,
                null,
                false,
                List.of("payments", "shop"),
                List.of(
                        hop("shop", name, null, Vantage.INBOUND, "GET /buy", start, pay.plusMillis(40)),
                        hop(
                                "shop-call",
                                name,
                                "shop",
                                Vantage.OUTBOUND,
                                "POST",
                                start.plusMillis(5),
                                pay.plusMillis(9)),
                        hop("payments", name, "shop-call", Vantage.INBOUND, "POST /pay", start.plusMillis(8), pay)),
                3,
                0,
                true));
    }

    private static FlowHop hop(
            String hop,
            String name,
            @Nullable String parent,
            Vantage vantage,
            String operation,
            Instant start,
            Duration duration) {
        String service = hop.replace("-call", "");
        return new FlowHop(
                hop + name,
                parent == null ? null : parent + name,
                FlowHop.EdgeEvidence.PARENT_SPAN,
                1,
                vantage,
                service,
                service + "-1",
                "host",
                operation,
                null,
                null,
                start,
                duration,
                null,
                false,
                List.of());
    }
}
