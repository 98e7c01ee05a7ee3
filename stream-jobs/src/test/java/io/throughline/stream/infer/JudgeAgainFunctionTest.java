package io.throughline.stream.infer;

import static io.throughline.stream.Parts.at;
import static io.throughline.stream.Parts.inbound;
import static io.throughline.stream.Parts.outbound;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.FlowHop.EdgeEvidence;
import io.throughline.stream.Harness;
import io.throughline.stream.correlate.FlowPart;
import io.throughline.stream.correlate.PackedParts;
import io.throughline.stream.correlate.TracedPart;
import io.throughline.stream.types.RecordPacker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class JudgeAgainFunctionTest {
    private static final int FLOWS = 400;
    private static final long HOLD = 5_000;
    private static final long END = 60_000;
    private static final long DAY = 24 * 3_600_000L;

    private final RecordPacker<FlowPart> packer = RecordPacker.of(FlowPart.class);
    private KeyedOneInputStreamOperatorTestHarness<String, Named, Claim> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Named, Claim> harness() throws Exception {
        return Harness.of(
                new JudgeAgainFunction(InferConfig.from(new Settings(Map.of())), HOLD),
                named -> named.unit().instance(),
                Claim.class);
    }

    /**
     * Flows of three requests each, of which the last calls; but each call was given to the request that began last before it, which is
     * often that of another flow.
     */
    private List<Named> units(boolean flowsKnown) {
        Random random = new Random(7);
        List<FlowPart> requests = new ArrayList<>();
        List<String> flows = new ArrayList<>();
        List<FlowPart> calls = new ArrayList<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            long begin = flow * 20L + random.nextInt(40);
            for (int i = 0; i < 3; i++) {
                long start = begin + i * 8L + random.nextInt(6);
                boolean last = i == 2;
                requests.add(inbound("f" + flow + "-" + i, "shop", "-", null, start, start + (last ? 30 : 25)));
                flows.add("flow-" + flow);
                if (last) {
                    calls.add(outbound(
                            "c" + flow, "shop", "stock", "-", "-", start + 3 + random.nextInt(12), start + 22));
                }
            }
        }
        List<List<Unit.Member>> members = new ArrayList<>();
        for (FlowPart request : requests) {
            members.add(new ArrayList<>(List.of(new Unit.Member(packed(request), null, 1))));
        }
        for (FlowPart call : calls) {
            int found = 0;
            for (int i = 0; i < requests.size(); i++) {
                boolean within = !start(requests.get(i)).isAfter(start(call))
                        && requests.get(i).time().isAfter(call.time());
                if (within && !start(requests.get(found)).isAfter(start(requests.get(i)))) {
                    found = i;
                }
            }
            members.get(found)
                    .add(new Unit.Member(
                            packed(call), "hop-" + requests.get(found).event(), 0.5));
        }
        List<Named> units = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            String id = "hop-" + requests.get(i).event();
            long known = requests.get(i).time().toEpochMilli() + 1_000;
            Step step = new Step(id, id, true, "call-of-" + id, EdgeEvidence.LINK, 1, false, known);
            String flow = flowsKnown ? flows.get(i) : "flow-of-" + id;
            units.add(new Named(flow, new Unit(id, "shop-1", null, members.get(i), known), step, known));
        }
        return units;
    }

    private TracedPart packed(FlowPart part) {
        return new TracedPart(requireNonNull(part.hop()).id(), null, PackedParts.of(part, packer));
    }

    private static Instant start(FlowPart part) {
        return part.hop() == null ? part.time() : part.hop().start();
    }

    private static void add(KeyedOneInputStreamOperatorTestHarness<String, Named, Claim> to, List<Named> units)
            throws Exception {
        for (Named unit : units) {
            to.processElement(unit, unit.known());
        }
    }

    private static void watermark(KeyedOneInputStreamOperatorTestHarness<String, Named, Claim> of, long millis)
            throws Exception {
        of.processWatermark(at(millis).toEpochMilli());
    }

    private static List<Unit> units(KeyedOneInputStreamOperatorTestHarness<String, Named, Claim> of) {
        return of.extractOutputValues().stream().map(Claim::unit).toList();
    }

    private String hop(Unit.Member member) {
        return Objects.requireNonNull(
                        member.part().part().unpack(packer).getFirst().hop())
                .id();
    }

    private int right(List<Unit> units) {
        int right = 0;
        for (Unit unit : units) {
            for (Unit.Member member : unit.members().subList(1, unit.members().size())) {
                String call = member.part().part().unpack(packer).getFirst().event();
                if (("hop-f" + call.substring(1) + "-2").equals(member.parent())) {
                    right++;
                }
            }
        }
        return right;
    }

    private Set<String> told(List<Unit> units) {
        Set<String> told = new TreeSet<>();
        for (Unit unit : units) {
            for (Unit.Member member : unit.members()) {
                told.add(unit.id() + " "
                        + member.part().part().unpack(packer).getFirst().event() + " " + member.parent() + " "
                        + member.confidence());
            }
        }
        return told;
    }

    @Test
    void findsWhichRequestOfAFlowCallsWhenItKnowsTheFlows() throws Exception {
        List<Named> units = units(true);
        int before = right(units.stream().map(Named::unit).toList());
        add(harness, units);
        watermark(harness, END);

        assertThat(units(harness)).hasSize(3 * FLOWS);
        assertThat(right(units(harness))).isGreaterThan(before + FLOWS / 10);
    }

    @Test
    void changesNothingWhereEachFlowComesByOneRequest() throws Exception {
        List<Named> units = units(false);
        add(harness, units);
        watermark(harness, END);

        assertThat(told(units(harness)))
                .isEqualTo(told(units.stream().map(Named::unit).toList()));
    }

    @Test
    void tellsWhichCallsAreOfOtherFlowsNow() throws Exception {
        List<Named> units = units(true);
        Map<String, String> before = new HashMap<>();
        for (Named named : units) {
            for (Unit.Member member : named.unit().members()) {
                before.put(hop(member), named.flow());
            }
        }
        add(harness, units);
        watermark(harness, END);

        Map<String, String> moved = new HashMap<>();
        harness.getSideOutput(JudgeAgainFunction.MOVED).forEach(record -> {
            Moved call = record.getValue();
            assertThat(call.flow()).isEqualTo(before.get(call.hop()));
            moved.put(call.hop(), call.to());
        });
        assertThat(moved).hasSizeGreaterThan(FLOWS / 10);
        for (Claim claim : harness.extractOutputValues()) {
            assertThat(claim.flow()).isEqualTo(before.get(claim.unit().id()));
            for (Unit.Member call :
                    claim.unit().members().subList(1, claim.unit().members().size())) {
                boolean stays = claim.flow().equals(before.get(hop(call)));
                assertThat(claim.calls().contains(hop(call))).isEqualTo(stays);
                assertThat(moved.get(hop(call))).isEqualTo(stays ? null : claim.flow());
            }
        }
    }

    @Test
    void findsTheSameInWhateverOrderUnitsComeAndAfterARestore() throws Exception {
        List<Named> units = units(true);
        add(harness, units);
        watermark(harness, END);

        Collections.shuffle(units, new Random(1));
        List<Unit> disturbed = new ArrayList<>();
        try (KeyedOneInputStreamOperatorTestHarness<String, Named, Claim> first = harness()) {
            first.open();
            add(first, units);
            watermark(first, 10_000);
            disturbed.addAll(units(first));
            assertThat(disturbed).hasSizeBetween(FLOWS / 4, 3 * FLOWS - 1);
            try (KeyedOneInputStreamOperatorTestHarness<String, Named, Claim> second = harness()) {
                second.initializeState(first.snapshot(1, 1));
                second.open();
                watermark(second, END);
                disturbed.addAll(units(second));
            }
        }

        assertThat(told(disturbed)).isEqualTo(told(units(harness)));
    }

    @Test
    void keepsNothingOfAnInstanceThatIsSilent() throws Exception {
        add(harness, units(true));
        watermark(harness, END + DAY);

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
