package io.throughline.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Vantage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instances where far more goes on at once than times can tell apart: the answer may be doubtful, but must come and say so. */
class BusyInstanceTest {
    private final Random random = new Random(5);
    private final List<Span> spans = new ArrayList<>();
    private final Map<String, String> truth = new HashMap<>();

    private long call(String request, String kind, long start, int least, int more) {
        long end = start + least + random.nextInt(more);
        String id = "c" + spans.size();
        spans.add(new Span(id, Vantage.OUTBOUND, kind, start, end));
        truth.put(id, request);
        return end;
    }

    /** Requests of a tenth of a second, so many at once, that ask a store three times each. */
    private void requests(int count, int atOnce) {
        for (int i = 0; i < count; i++) {
            long start = i * 100_000L / atOnce + random.nextInt(1_000);
            String id = "r" + i;
            long end = call(id, "SELECT users", start + 200 + random.nextInt(100), 5_000, 20_000);
            end = call(id, "SELECT orders", end + 300 + random.nextInt(200), 10_000, 60_000);
            end = call(id, "INSERT audit", end + 150 + random.nextInt(50), 2_000, 10_000);
            spans.add(new Span(id, Vantage.INBOUND, "GET /orders", start, end + 100 + random.nextInt(100)));
        }
    }

    private double right(List<Judgement.Unit> units) {
        double right = 0;
        for (Judgement.Unit unit : units) {
            for (Edge edge : unit.edges()) {
                right += unit.root().equals(truth.get(edge.child())) ? 1 : 0;
            }
        }
        return right / truth.size();
    }

    private static double expected(List<Judgement.Unit> units) {
        return units.stream()
                .flatMap(unit -> unit.edges().stream())
                .mapToDouble(Edge::confidence)
                .average()
                .orElse(0);
    }

    @ParameterizedTest
    @CsvSource({"10, 0.99", "100, 0.9", "300, 0.2"})
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void sharesOutTheCallsOfManyRequestsAtOnce(int atOnce, double least) {
        requests(3_000, atOnce);
        List<Judgement.Unit> units = Judgement.of(spans, new Learned(), Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(right(units)).isGreaterThan(least);
        assertThat(expected(units)).isLessThan(right(units) + 0.15);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nestsTheCallsOfOneRequestThatMakesAHundredThousand() {
        spans.add(new Span("r", Vantage.INBOUND, "POST /batch", 0, 200_000_000));
        for (int i = 0; i < 100_000; i++) {
            call("r", "SELECT users", i * 2_000L, 500, 1_000);
        }
        List<Judgement.Unit> units = Judgement.of(spans, new Learned(), Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(right(units)).isEqualTo(1);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void sharesOutTheCallsOfTwoRequestsThatMakeThousands() {
        spans.add(new Span("r", Vantage.INBOUND, "POST /batch", 0, 20_000_000));
        spans.add(new Span("s", Vantage.INBOUND, "POST /batch", 1_000, 20_002_000));
        for (int i = 0; i < 2_000; i++) {
            call("r", "SELECT users", 500 + i * 10_000L, 500, 1_000);
            call("s", "SELECT users", 6_000 + i * 10_000L, 500, 1_000);
        }
        List<Judgement.Unit> units = Judgement.of(spans, new Learned(), Long.MAX_VALUE, Long.MAX_VALUE);

        // Nothing tells whose each is, and it says so.
        assertThat(units).extracting(Judgement.Unit::root).contains("r", "s");
        assertThat(expected(units)).isLessThan(right(units) + 0.15);
    }
}
