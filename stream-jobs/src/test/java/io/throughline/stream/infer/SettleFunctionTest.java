package io.throughline.stream.infer;

import static io.throughline.stream.Parts.inbound;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.Harness;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.correlate.TracedPart;
import io.throughline.stream.types.RecordPacker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class SettleFunctionTest {
    private static final Duration WAIT = Duration.ofSeconds(100);
    private static final String FLOW = "inf-a";

    private final RecordPacker<FlowPart> packer = RecordPacker.of(FlowPart.class);
    private KeyedTwoInputStreamOperatorTestHarness<String, Claim, Moved, Named> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harness.of(new SettleFunction(WAIT), Claim::flow, Moved::flow, Named.class);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    /** A unit of one hop that makes calls. */
    private void claims(String id, @Nullable String caller, long known, String... calls) throws Exception {
        claims(id, null, caller, known, calls);
    }

    private void claims(String id, @Nullable String trace, @Nullable String caller, long known, String... calls)
            throws Exception {
        TracedPart part = new TracedPart(id, trace, PackedParts.of(inbound(id, "shop", "-", null, 0, 10), packer));
        Unit unit = new Unit(id, "shop-1", trace, List.of(new Unit.Member(part, null, 1)), known);
        Step step = caller == null
                ? Step.top(id, trace, known)
                : new Step(id, FLOW, true, caller, EdgeEvidence.LINK, 1, false, known);
        harness.processElement1(new StreamRecord<>(new Claim(FLOW, unit, step, List.of(calls)), known));
    }

    private void moves(String call, String to, long known) throws Exception {
        harness.processElement2(new StreamRecord<>(new Moved(FLOW, call, to, known), known));
    }

    private void watermark(long millis) throws Exception {
        harness.processBothWatermarks(new Watermark(millis));
    }

    private Map<String, String> flows() {
        Map<String, String> flows = new TreeMap<>();
        for (Named named : harness.extractOutputValues()) {
            assertThat(flows.put(named.unit().id(), named.flow())).isNull();
        }
        return flows;
    }

    @Test
    void namesAllUnitsByTheFirst() throws Exception {
        claims("c", "b1", 10_000);
        claims("b", "a1", 10_000, "b1", "b2");
        watermark(10_000);
        assertThat(flows()).isEmpty();
        claims("a", null, 20_000, "a1");
        watermark(20_000);

        assertThat(flows()).isEqualTo(Map.of("a", "inf-a", "b", "inf-a", "c", "inf-a"));
        assertThat(harness.extractOutputValues())
                .allSatisfy(named -> assertThat(named.known()).isEqualTo(20_000));
    }

    @Test
    void sendsWhatHangsOnAMovedCallToItsFlow() throws Exception {
        claims("a", null, 10_000, "a1");
        claims("b", "a1", 10_000);
        claims("c", "x1", 10_000, "c1");
        claims("d", "c1", 10_000);
        moves("x1", "inf-other", 10_000);
        watermark(10_000);

        assertThat(flows()).isEqualTo(Map.of("a", "inf-a", "b", "inf-a", "c", "inf-other", "d", "inf-other"));
        assertThat(harness.extractOutputValues().stream()
                        .filter(named -> named.unit().id().equals("c"))
                        .map(named -> named.step().caller()))
                .containsExactly("x1");
    }

    @Test
    void tellsUnitsThatComeLaterOfThoseBefore() throws Exception {
        claims("a", null, 10_000, "a1");
        watermark(30_000);
        claims("b", "a1", 40_000);
        watermark(40_000);

        assertThat(flows()).isEqualTo(Map.of("a", "inf-a", "b", "inf-a"));
    }

    @Test
    void letsAUnitStandAloneWhoseCallerDoesNotCome() throws Exception {
        claims("c", "b1", 10_000, "c1");
        claims("d", "c1", 20_000);
        watermark(109_000);
        assertThat(flows()).isEmpty();
        watermark(120_000);

        assertThat(flows()).isEqualTo(Map.of("c", "inf-c", "d", "inf-c"));
        assertThat(harness.extractOutputValues())
                .allSatisfy(named -> assertThat(named.known()).isEqualTo(110_000));
    }

    @Test
    void letsAUnitNameTheFlowWhoseRecordsNameATrace() throws Exception {
        claims("b", "4bf9", "a1", 10_000, "b1");
        claims("c", null, "b1", 10_000, new String[0]);
        watermark(10_000);

        assertThat(flows()).isEqualTo(Map.of("b", "4bf9", "c", "4bf9"));
    }

    @Test
    void doesNotCountWhatBecameKnownTooLate() throws Exception {
        claims("b", "a1", 10_000);
        claims("a", null, 110_001, "a1");
        watermark(300_000);

        assertThat(flows()).isEqualTo(Map.of("a", "inf-a", "b", "inf-b"));
    }

    @Test
    void letsUnitsStandAloneThatCallOneAnother() throws Exception {
        claims("b", "c1", 10_000, "b1");
        claims("c", "b1", 10_000, "c1");
        watermark(200_000);

        assertThat(flows()).isEqualTo(Map.of("b", "inf-b", "c", "inf-c"));
    }

    @Test
    void keepsNothingOfAFlowThatIsOver() throws Exception {
        claims("a", null, 10_000, "a1");
        claims("b", "a1", 20_000);
        claims("c", "x1", 20_000);
        moves("y1", "inf-other", 30_000);
        watermark(30_000);
        assertThat(harness.numKeyedStateEntries()).isPositive();
        watermark(130_000);

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(flows()).containsEntry("c", "inf-c");
    }
}
