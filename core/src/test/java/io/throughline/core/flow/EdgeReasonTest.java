package io.throughline.core.flow;

import static io.throughline.core.flow.Flows.hop;
import static io.throughline.core.flow.Flows.inferred;
import static io.throughline.core.flow.Flows.outbound;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgeReasonTest {
    @Test
    void hasNothingToExplainOfARootAndOfAnEdgeThatARecordTells() {
        assertThat(EdgeReason.of(null, inferred(hop("b", null, 0, 1)))).isNull();
        assertThat(EdgeReason.of(hop("a", null, 0, 1), hop("b", "a", 0, 1))).isNull();
    }

    @Test
    void tellsHowACallLiesInItsCallersAndWhatElseFits() {
        assertThat(EdgeReason.of(outbound(hop("a", null, 0, 20), "b"), inferred(hop("b", "a", 3, 18))))
                .isEqualTo("No id connects it with its parent, but it began 3.0 ms after it and ended 2.0 ms before"
                        + " it; its parent is a call to b; both have the same status.");
    }

    @Test
    void tellsThatACallOutlivedItsRequestOrThatClocksMayDiffer() {
        assertThat(EdgeReason.of(hop("a", null, 0, 20), inferred(hop("b", "a", 3, 50))))
                .endsWith("but it began 3.0 ms after it and ended 30.0 ms after it.");
        assertThat(EdgeReason.of(hop("a", null, 0, 20), inferred(hop("b", "a", 25, 50))))
                .endsWith("but it began 5.0 ms after that had ended.");
        assertThat(EdgeReason.of(hop("a", null, 10, 20), inferred(hop("b", "a", 3, 15))))
                .endsWith("but it began 7.0 ms before it, which clocks that differ may explain.");
    }
}
