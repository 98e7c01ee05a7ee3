package io.throughline.stream.correlate;

import static io.throughline.stream.Parts.at;
import static io.throughline.stream.Parts.inbound;
import static io.throughline.stream.Parts.line;
import static io.throughline.stream.Parts.outbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlowTraitsReaderTest {
    private static @Nullable FlowTraits read(List<FlowPart> parts) {
        return FlowTraitsReader.read(FlowAssembler.assemble("t1", parts, 0, true), parts, at(60_000));
    }

    private static FlowTraits traits(FlowPart... parts) {
        return Objects.requireNonNull(read(List.of(parts)));
    }

    private static List<String> calls(FlowTraits traits) {
        return traits.works().getFirst().calls();
    }

    @Test
    void tellsWhereAFlowBeganWhomItReachedAndWhatEachRequestCalled() {
        FlowTraits traits = traits(
                inbound("a", "gateway", "s1", null, 0, 100),
                outbound("b", "gateway", "orders", "s2", "s1", 10, 40),
                inbound("c", "orders", "s3", "s2", 12, 38),
                outbound("d", "gateway", "mail", "s4", "s1", 50, 60));

        assertThat(traits.root().service()).isEqualTo("gateway");
        assertThat(traits.whole()).isTrue();
        assertThat(traits.services()).containsExactlyInAnyOrder("gateway", "orders", "mail");
        assertThat(traits.works()).singleElement().satisfies(work -> {
            assertThat(work.endpoint()).isEqualTo("GET /things");
            assertThat(work.calls()).containsExactly("orders GET /things", "mail GET /things");
            assertThat(work.evidence()).hasSize(3);
        });
    }

    @Test
    void callsAtTheSameTimeHaveNoOrderAndRepeatedOnesCountOnce() {
        List<String> one = calls(traits(
                inbound("a", "gateway", "s1", null, 0, 100),
                outbound("b", "gateway", "x", "s2", "s1", 10, 40),
                outbound("c", "gateway", "y", "s3", "s1", 11, 30),
                outbound("d", "gateway", "z", "s4", "s1", 50, 55),
                outbound("e", "gateway", "z", "s5", "s1", 56, 60)));
        List<String> other = calls(traits(
                inbound("a", "gateway", "s1", null, 0, 100),
                outbound("b", "gateway", "y", "s2", "s1", 10, 40),
                outbound("c", "gateway", "x", "s3", "s1", 11, 30),
                outbound("d", "gateway", "z", "s4", "s1", 50, 55)));

        assertThat(one).isEqualTo(other).hasSize(3);
    }

    @Test
    void workWhoseCallsAreNotSureIsLeftOut() {
        FlowPart called = outbound("b", "gateway", "orders", "s2", "lost", 10, 40);
        FlowTraits traits = traits(
                inbound("a", "gateway", "s1", null, 0, 100),
                called.at(new FlowPart.Placed("hop-a", EdgeEvidence.INFERENCE, 0.6)));

        assertThat(traits.works()).isEmpty();
    }

    @Test
    void aFlowOfLinesAloneHasNoTraits() {
        assertThat(read(List.of(line("a", "orders", "s1", 0)))).isNull();
    }

    @Test
    void aFlowWithARecordThatNobodyIsKnownToHaveCausedIsNotWhole() {
        assertThat(traits(inbound("a", "gateway", "s1", null, 0, 100), inbound("c", "orders", "s3", "s2", 12, 38))
                        .whole())
                .isFalse();
    }
}
