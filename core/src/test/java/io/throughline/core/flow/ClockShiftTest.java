package io.throughline.core.flow;

import static io.throughline.core.flow.Flows.flow;
import static io.throughline.core.flow.Flows.hop;
import static io.throughline.core.flow.Flows.inferred;
import static io.throughline.core.flow.Flows.outbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.FlowHop;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClockShiftTest {
    private static FlowHop of(String instance, FlowHop hop) {
        return new FlowHop(
                hop.id(),
                hop.parent(),
                hop.evidence(),
                hop.confidence(),
                hop.vantage(),
                hop.service(),
                instance,
                hop.host(),
                hop.operation(),
                hop.peer(),
                hop.span(),
                hop.start(),
                hop.duration(),
                hop.status(),
                hop.failed(),
                List.of());
    }

    private static @Nullable String shift(FlowHop... hops) {
        return ClockShift.of(flow(hops)).sentence(hops[hops.length - 1]);
    }

    private static FlowHop call(String id, long fromMs, long toMs) {
        return of("shop-1", outbound(hop(id, null, fromMs, toMs), "stock"));
    }

    @Test
    void tellsHowFarAClockIsAheadOrBehindAndHowSureThatIs() {
        assertThat(shift(call("c1", 0, 10), of("stock-1", hop("s1", "c1", 51, 59))))
                .isEqualTo("+50.0 ms (±1.0)");
        assertThat(shift(call("c1", 50, 60), of("stock-1", hop("s1", "c1", 1, 9))))
                .isEqualTo("-50.0 ms (±1.0)");
    }

    @Test
    void isSurerTheMoreCallsItSees() {
        assertThat(shift(
                        call("c1", 0, 10),
                        of("stock-1", hop("s1", "c1", 51, 54)),
                        call("c2", 100, 110),
                        of("stock-1", hop("s2", "c2", 156, 159))))
                .isEqualTo("+50.0 ms (±1.0)");
    }

    @Test
    void saysNothingWhereClocksMayAgree() {
        assertThat(shift(call("c1", 0, 10), of("stock-1", hop("s1", "c1", 2, 9))))
                .isNull();
        assertThat(shift(call("c1", 0, 10), of("shop-1", hop("s1", "c1", 51, 59))))
                .isNull();
    }

    @Test
    void saysNothingWhereTheCallOutlivedItsRequestOrCallsContradictEachOther() {
        assertThat(shift(call("c1", 0, 10), of("stock-1", hop("s1", "c1", 51, 69))))
                .isNull();
        assertThat(shift(
                        call("c1", 0, 10),
                        of("stock-1", hop("s1", "c1", 51, 59)),
                        call("c2", 100, 110),
                        of("stock-1", hop("s2", "c2", 201, 209))))
                .isNull();
    }

    @Test
    void doesNotRestOnEdgesThatRestOnTimes() {
        FlowHop called = of("stock-1", inferred(hop("s1", "c1", 51, 59)));

        assertThat(shift(call("c1", 0, 10), called)).isNull();
    }
}
