package io.throughline.core.flow;

import static io.throughline.core.flow.Flows.flow;
import static io.throughline.core.flow.Flows.hop;
import static io.throughline.core.flow.Flows.inferred;
import static io.throughline.core.flow.Flows.outbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.flow.Propagation.Share;
import org.junit.jupiter.api.Test;

class PropagationTest {
    private final Propagation propagation = new Propagation();

    @Test
    void countsARequestAsLostWhoseCallArrivedWithoutItsIds() {
        propagation.add(flow(hop("a", null, 0, 10), hop("b", "a", 1, 9), hop("c", "b", 2, 3)));
        propagation.add(flow(hop("a", null, 0, 10), inferred(hop("b", "a", 1, 5)), hop("c", "a", 6, 7)));

        assertThat(propagation.shares()).containsExactly(new Share("a", 2, 1), new Share("b", 1, 0));
        assertThat(propagation.shares().getFirst().lostShare()).isEqualTo(0.5);
    }

    @Test
    void looksBehindTheServicesOwnOutboundHops() {
        propagation.add(
                flow(hop("a1", null, 0, 10), outbound(hop("a2", "a1", 1, 9), "b"), inferred(hop("b", "a2", 2, 8))));

        assertThat(propagation.shares()).containsExactly(new Share("a", 1, 1));
    }

    @Test
    void doesNotBlameAServiceThatGotNoIdsOrCalledNobody() {
        propagation.add(flow(
                hop("a", null, 0, 10),
                inferred(hop("b", "a", 1, 9)),
                inferred(hop("c", "b", 2, 8)),
                hop("d", "a", 9, 10)));

        assertThat(propagation.shares()).containsExactly(new Share("a", 1, 1));
    }

    @Test
    void listsFirstWhatIsToBeMendedFirst() {
        propagation.add(flow(hop("z", null, 0, 10), inferred(hop("x", "z", 1, 9))));
        propagation.add(flow(hop("b", null, 0, 10), hop("x", "b", 1, 9)));
        propagation.add(flow(hop("a", null, 0, 10), hop("x", "a", 1, 9)));

        assertThat(propagation.shares()).extracting(Share::service).containsExactly("z", "a", "b");
    }
}
