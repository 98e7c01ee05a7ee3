package io.throughline.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.Vantage;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A shop that asks orders, which ask payments: one request a second, and from minute ten on something is otherwise. */
class SuspectSearchTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant FAULT = BEGIN.plusSeconds(600);
    private static final TimeRange WINDOW = new TimeRange(FAULT, FAULT.plusSeconds(120));

    private final SuspectSearch search = new SuspectSearch();

    @Test
    void suspectsNobodyWhenAllIsAsBefore() {
        requests(0, 720, 5, true);

        assertThat(search.suspects(WINDOW, List.of())).noneMatch(suspect -> suspect.score() > 0.5);
    }

    @Test
    void suspectsTheOneThatIsSlowAndNotThoseThatWaitForIt() {
        requests(0, 600, 5, true);
        requests(600, 720, 400, true);

        Suspect first = search.suspects(WINDOW, List.of()).getFirst();

        assertThat(first.service()).isEqualTo("payments");
        assertThat(first.instance()).isEqualTo("payments-1");
        assertThat(first.score()).isGreaterThan(10);
        assertThat(first.reason()).startsWith("POST /pay took 262 to 524 ms of its own in 120 of 120");
        assertThat(first.clues().getFirst().records()).contains("payments-600");
    }

    @Test
    void suspectsTheDeepestOfThoseThatLogWhatTheyNeverDid() {
        requests(0, 600, 5, true);
        requests(600, 720, 5, false);

        List<Suspect> suspects = search.suspects(WINDOW, List.of());

        assertThat(suspects.getFirst().service()).isEqualTo("payments");
        assertThat(suspects.getFirst().reason())
                .isEqualTo("POST /pay, after \"paying\", logged \"no bank\", instead of \"paid\", in 120 of 120"
                        + " (usually 0.1 %)");
        assertThat(suspects).filteredOn(suspect -> suspect.rank() > 1).allMatch(suspect -> suspect.score() < 1);
    }

    @Test
    void doesNotLookAtWhatIsLater() {
        requests(0, 720, 5, true);
        requests(720, 900, 400, false);

        assertThat(search.suspects(WINDOW, List.of())).noneMatch(suspect -> suspect.score() > 0.5);
    }

    @Test
    void learnsFromWhatIsKnownToBeWithoutFaultThoughItIsLater() {
        requests(600, 720, 5, false);
        requests(720, 1320, 5, true);
        TimeRange later = new TimeRange(WINDOW.to(), WINDOW.to().plusSeconds(600));

        assertThat(search.suspects(WINDOW, List.of())).isEmpty();
        assertThat(search.suspects(WINDOW, List.of(later)).getFirst().service()).isEqualTo("payments");
    }

    private void requests(int from, int to, int payMillis, boolean paid) {
        for (int second = from; second < to; second++) {
            Instant start = BEGIN.plusSeconds(second);
            List<FlowHop> hops = new ArrayList<>();
            Duration pay = Duration.ofMillis(payMillis);
            hops.add(hop("shop", second, null, Vantage.INBOUND, "GET /buy", start, pay.plusMillis(40)));
            hops.add(
                    hop("shop-call", second, "shop", Vantage.OUTBOUND, "GET", start.plusMillis(5), pay.plusMillis(30)));
            hops.add(hop(
                    "orders",
                    second,
                    "shop-call",
                    Vantage.INBOUND,
                    "GET /order",
                    start.plusMillis(6),
                    pay.plusMillis(25)));
            hops.add(hop(
                    "orders-call",
                    second,
                    "orders",
                    Vantage.OUTBOUND,
                    "POST",
                    start.plusMillis(10),
                    pay.plusMillis(3)));
            hops.add(hop("payments", second, "orders-call", Vantage.INBOUND, "POST /pay", start.plusMillis(11), pay));
            search.add(new Flow(
                    "flow-" + second,
                    null,
                    start,
                    start.plus(pay).plusMillis(40),
                    "shop",
                    null,
                    null,
                    false,
                    List.of(),
                    hops,
                    5,
                    0,
                    true));
            line("payments", second, start.plusMillis(12), "paying");
            line("payments", second, start.plusMillis(13), paid ? "paid" : "no bank");
            line("orders", second, start.plus(pay).plusMillis(15), paid ? "ordered" : "not ordered");
        }
    }

    private void line(String service, int second, Instant time, String template) {
        String id = service + "-line-" + time;
        search.add(new Line(id, time, service, service + "-1", "trace-" + second, service, "INFO", null, template));
    }

    private static FlowHop hop(
            String name,
            int second,
            @Nullable String parent,
            Vantage vantage,
            String operation,
            Instant start,
            Duration duration) {
        String service = name.replace("-call", "");
        return new FlowHop(
                name + "-" + second,
                parent == null ? null : parent + "-" + second,
                FlowHop.EdgeEvidence.INFERENCE,
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
