package io.throughline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.ReportStore.ApiSummary;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of reports does. */
public abstract class ReportStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);
    private static final TimeRange DAY = new TimeRange(NOON.minusSeconds(43_200), NOON.plusSeconds(43_200));

    /** A store that is empty when a test begins. */
    protected abstract ReportStore store();

    /** Writes an API's minutes in this order; they can be found when it returns. */
    protected abstract void given(ApiMinute... minutes);

    /** Writes edges' minutes in this order; they can be found when it returns. */
    protected abstract void given(EdgeMinute... minutes);

    @Test
    void givesAServicesMinutesByTimeMethodAndTemplate() {
        ApiMinute post = api("orders", "POST", "/orders", NOON, 2, 0);
        ApiMinute get = api("orders", "GET", "/orders/{id}", NOON, 5, 1);
        ApiMinute next = api("orders", "GET", "/orders/{id}", LATER, 3, 0);
        given(next, post, get, api("cart", "GET", "/cart", NOON, 1, 0));

        assertThat(store().apiMinutes("orders", DAY)).containsExactly(get, post, next);
        assertThat(store().apiMinutes("orders", new TimeRange(NOON, LATER))).containsExactly(get, post);
        assertThat(store().apiMinutes("nobody", DAY)).isEmpty();
    }

    @Test
    void aMinuteWithFewerRequestsNeverReplacesOneWithMore() {
        given(api("orders", "GET", "/", NOON, 5, 1), api("orders", "GET", "/", NOON, 4, 1));

        assertThat(store().apiMinutes("orders", DAY))
                .extracting(ApiMinute::requests)
                .containsExactly(5L);
    }

    @Test
    void sumsUpEveryApi() {
        given(
                api("orders", "POST", "/orders", NOON, 2, 0),
                api("orders", "GET", "/orders/{id}", NOON, 5, 1),
                api("orders", "GET", "/orders/{id}", LATER, 3, 2),
                api("cart", "GET", "/cart", NOON, 1, 0));

        assertThat(store().apis(DAY))
                .containsExactly(
                        new ApiSummary("cart", "GET", "/cart", 1, 0),
                        new ApiSummary("orders", "GET", "/orders/{id}", 8, 3),
                        new ApiSummary("orders", "POST", "/orders", 2, 0));
        assertThat(store().apis(new TimeRange(LATER, LATER.plusSeconds(1))))
                .containsExactly(new ApiSummary("orders", "GET", "/orders/{id}", 3, 2));
    }

    @Test
    void mergesAnEdgesMinutesIntoOne() {
        given(edge("gateway", "orders", LATER, 4, 1, 9_000), edge("gateway", "orders", NOON, 2, 0, 100));
        given(edge("gateway", "cart", NOON, 1, 0, 50));

        LatencyHistogram merged = new LatencyHistogram();
        merged.merge(latency(4, 9_000));
        merged.merge(latency(2, 100));
        assertThat(store().edges(DAY))
                .containsExactly(
                        edge("gateway", "cart", NOON, 1, 0, 50),
                        new EdgeMinute("gateway", "orders", NOON, 6, 1, merged));
        assertThat(store().edges(new TimeRange(NOON, LATER)))
                .containsExactly(edge("gateway", "cart", NOON, 1, 0, 50), edge("gateway", "orders", NOON, 2, 0, 100));
    }

    @Test
    void readsMoreMinutesThanOnePageOfTheStore() {
        EdgeMinute[] minutes = new EdgeMinute[2_500];
        Instant start = NOON.minusSeconds(60 * 700);
        for (int i = 0; i < minutes.length; i++) {
            minutes[i] = edge("a", "b" + i % 5, start.plusSeconds(60L * (i / 5)), 1, 0, 100);
        }
        given(minutes);

        assertThat(store().edges(DAY)).hasSize(5).allMatch(edge -> edge.calls() == 500);
    }

    @Test
    void anEmptyStoreAnswersWithNothing() {
        assertThat(store().apis(DAY)).isEmpty();
        assertThat(store().edges(DAY)).isEmpty();
        assertThat(store().apiMinutes("orders", DAY)).isEmpty();
    }

    private static ApiMinute api(String service, String method, String template, Instant minute, long n, long errors) {
        return new ApiMinute(service, method, template, minute, n, errors, latency(n, 1_000), Map.of("gateway", n), n);
    }

    private static EdgeMinute edge(String caller, String callee, Instant minute, long calls, long errors, long micros) {
        return new EdgeMinute(caller, callee, minute, calls, errors, latency(calls, micros));
    }

    private static LatencyHistogram latency(long times, long micros) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long i = 0; i < times; i++) {
            histogram.add(micros);
        }
        return histogram;
    }
}
