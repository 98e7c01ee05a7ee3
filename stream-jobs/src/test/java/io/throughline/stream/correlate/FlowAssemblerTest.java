package io.throughline.stream.correlate;

import static io.throughline.stream.Parts.at;
import static io.throughline.stream.Parts.inbound;
import static io.throughline.stream.Parts.line;
import static io.throughline.stream.Parts.outbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Flow;
import io.throughline.core.model.FlowHop;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowAssemblerTest {
    private static final List<FlowPart> TWO_SERVICES = List.of(
            inbound("a", "shop", "s1", null, 0, 100),
            outbound("b", "shop", "orders", "s2", "s1", 10, 90),
            inbound("c", "orders", "s3", "s2", 15, 85),
            line("d", "orders", "s3", 20),
            line("e", "shop", "s1", 5));

    @Test
    void joinsACallToTheRequestThatCausedItAndTheRequestToTheCall() {
        Flow flow = FlowAssembler.assemble("t1", TWO_SERVICES, 0, true);

        assertThat(flow.rootService()).isEqualTo("shop");
        assertThat(flow.services()).containsExactly("orders", "shop");
        assertThat(flow.lines()).isEqualTo(5);
        assertThat(hop(flow, "hop-a").parent()).isNull();
        assertThat(hop(flow, "hop-b").parent()).isEqualTo("hop-a");
        assertThat(hop(flow, "hop-c").parent()).isEqualTo("hop-b");
        assertThat(hop(flow, "hop-c").evidence()).isEqualTo(EdgeEvidence.PARENT_SPAN);
        assertThat(hop(flow, "hop-c").confidence()).isEqualTo(1);
    }

    @Test
    void putsLinesIntoTheRequestTheyWereWrittenIn() {
        Flow flow = FlowAssembler.assemble("t1", TWO_SERVICES, 0, true);

        assertThat(hop(flow, "hop-c").events()).containsExactly("d", "c");
        assertThat(hop(flow, "hop-a").events()).containsExactly("e", "a");
    }

    @Test
    void doesNotDependOnTheOrderOfArrival() {
        Flow expected = FlowAssembler.assemble("t1", TWO_SERVICES, 0, true);
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            List<FlowPart> shuffled = new ArrayList<>(TWO_SERVICES);
            Collections.shuffle(shuffled, random);
            assertThat(FlowAssembler.assemble("t1", shuffled, 0, true)).isEqualTo(expected);
        }
    }

    private static FlowPart placed(FlowPart part, String parent) {
        return part.at(
                new FlowPart.Placed(parent, EdgeEvidence.INFERENCE, 0.7, List.of(new FlowHop.Other("hop-a", 0.3))));
    }

    @Test
    void believesIdsBeforeWhatWasInferred() {
        List<FlowPart> parts = new ArrayList<>(TWO_SERVICES);
        parts.add(placed(TWO_SERVICES.get(2), "hop-a"));
        Flow flow = FlowAssembler.assemble("t1", parts, 0, true);

        assertThat(flow.hops()).hasSize(3);
        assertThat(hop(flow, "hop-c").parent()).isEqualTo("hop-b");
        assertThat(hop(flow, "hop-c").confidence()).isEqualTo(1);
        assertThat(hop(flow, "hop-c").others()).isEmpty();
    }

    @Test
    void putsAHopWhereItWasInferredToBeWhenItsIdsDoNotTell() {
        FlowPart restarted = inbound("x", "stock", "s9", null, 20, 80);
        List<FlowPart> parts = new ArrayList<>(TWO_SERVICES);
        parts.add(restarted);
        parts.add(placed(restarted, "hop-c"));
        Flow flow = FlowAssembler.assemble("t1", parts, 0, true);

        assertThat(hop(flow, "hop-x").parent()).isEqualTo("hop-c");
        assertThat(hop(flow, "hop-x").evidence()).isEqualTo(EdgeEvidence.INFERENCE);
        assertThat(hop(flow, "hop-x").confidence()).isEqualTo(0.7);
        assertThat(hop(flow, "hop-x").others()).containsExactly(new FlowHop.Other("hop-a", 0.3));
    }

    @Test
    void namesTheHopOfAnotherFlowThatItGoesOn() {
        FlowPart first = TWO_SERVICES.getFirst();
        Flow flow = FlowAssembler.assemble("t1", List.of(first, placed(first, "hop-of-another-flow")), 0, true);

        assertThat(hop(flow, "hop-a").parent()).isEqualTo("hop-of-another-flow");
        assertThat(flow.rootService()).isEqualTo("shop");
    }

    @Test
    void makesAHopOfASpanKnownOnlyByItsLines() {
        Flow flow = FlowAssembler.assemble(
                "t1",
                List.of(line("a", "seat", "s9", 10), line("b", "seat", "s9", 30), line("c", "seat", null, 20)),
                0,
                true);

        assertThat(flow.hops()).hasSize(2);
        FlowHop span = flow.hops().getFirst();
        assertThat(span.events()).containsExactly("a", "b");
        assertThat(span.start()).isEqualTo(at(10));
        assertThat(span.duration().toMillis()).isEqualTo(20);
        assertThat(span.parent()).isNull();
        assertThat(span.evidence()).isEqualTo(EdgeEvidence.TRACE);
    }

    @Test
    void findsTheCallWhenTheCallerLogsItsServerSpan() {
        Flow flow = FlowAssembler.assemble(
                "t1",
                List.of(
                        inbound("a", "shop", "s1", null, 0, 100),
                        outbound("b", "shop", "stock", "s1", "s1", 10, 30),
                        outbound("c", "shop", "orders", "s1", "s1", 40, 90),
                        inbound("d", "orders", "s3", "s1", 45, 85)),
                0,
                true);

        assertThat(hop(flow, "hop-d").parent()).isIn("hop-c", "hop-a");
        assertThat(hop(flow, "hop-b").parent()).isEqualTo("hop-a");
    }

    @Test
    void joinsTheTwoSidesOfASharedSpan() {
        Flow flow = FlowAssembler.assemble(
                "t1",
                List.of(
                        inbound("a", "shop", "s1", null, 0, 100),
                        outbound("b", "shop", null, "s2", "s1", 10, 90),
                        inbound("c", "orders", "s2", "s1", 15, 85)),
                0,
                true);

        assertThat(hop(flow, "hop-c").parent()).isIn("hop-b", "hop-a");
    }

    @Test
    void breaksARingOfParents() {
        Flow flow = FlowAssembler.assemble(
                "t1", List.of(inbound("a", "x", "s1", "s2", 0, 10), inbound("b", "y", "s2", "s1", 0, 10)), 0, true);

        assertThat(flow.hops()).filteredOn(hop -> hop.parent() == null).isNotEmpty();
    }

    @Test
    void countsWhatIsBeyondTheLimit() {
        List<FlowPart> parts = new ArrayList<>();
        for (int i = 0; i < Flow.MAX_HOPS + 7; i++) {
            parts.add(line("e" + i, "x", "s" + i, i));
        }

        Flow flow = FlowAssembler.assemble("t1", parts, 3, true);

        assertThat(flow.hops()).hasSize(Flow.MAX_HOPS);
        assertThat(flow.droppedHops()).isEqualTo(7);
        assertThat(flow.lines()).isEqualTo(Flow.MAX_HOPS + 10);
    }

    private static FlowHop hop(Flow flow, String id) {
        return flow.hops().stream()
                .filter(hop -> hop.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
