package io.throughline.core.infer.pair;

import static io.throughline.core.model.Vantage.INBOUND;
import static io.throughline.core.model.Vantage.OUTBOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.infer.clock.ClockOffset;
import io.throughline.core.infer.clock.InstanceId;
import io.throughline.core.model.Hop;
import io.throughline.core.model.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls that are made up, so that what is right is known. */
class PairingTest {
    private static final InstanceId SHOP = new InstanceId("shop", "shop-0");
    private static final InstanceId STOCK = new InstanceId("stock", "stock-0");

    @Test
    void findsTheSamePairsInAnyOrderAndWithRepetitions() {
        List<Hop> hops = calls(400, 40_000, 0, 1);
        List<Hop> mixed = new ArrayList<>(hops);
        mixed.addAll(hops.subList(100, 300));
        Collections.shuffle(mixed, new Random(4));

        assertThat(named(mixed)).isEqualTo(named(hops));
    }

    @Test
    void findsCallsOfAMillisecondUnderClocksThatAreSecondsApart() {
        List<Hop> hops = calls(600, 30_000, 7_654_321, 2);

        Pairing pairing = Pairing.of(hops);

        assertThat(right(hops, pairing)).isGreaterThan(590);
        ClockOffset offset =
                pairing.clocks().between(SHOP, STOCK, hops.getFirst().start()).orElseThrow();
        assertThat(offset.micros()).isBetween(7_654_000.0, 7_654_700.0);
    }

    @Test
    void saysNothingOfClocksWithoutEvidence() {
        List<Hop> hops =
                List.of(hop("o", OUTBOUND, 0, 1000, "GET", null), hop("i", INBOUND, 400_000_000L, 500, "GET", null));

        Pairing pairing = Pairing.of(hops);

        assertThat(pairing.pairs()).isEmpty();
        assertThat(pairing.clocks().between(SHOP, STOCK, Instant.EPOCH)).isEmpty();
        assertThat(pairing.clocks().instances(Instant.EPOCH)).isEmpty();
    }

    @Test
    void leavesASideAloneThatTheOtherNeverSaw() {
        List<Hop> outboundOnly = calls(200, 30_000, 0, 3).stream()
                .filter(hop -> hop.vantage() == OUTBOUND)
                .toList();

        assertThat(Pairing.of(outboundOnly).pairs()).isEmpty();
        assertThat(Pairing.of(List.of()).pairs()).isEmpty();
    }

    @Test
    void neverPairsCallsOfOperationsThatBothSidesNameDifferently() {
        List<Hop> hops = List.of(
                hop("o1", OUTBOUND, 0, 3000, "/Get", null),
                hop("i1", INBOUND, 1000, 1000, "/Put", null),
                hop("o2", OUTBOUND, 10_000_000, 3000, "/Put", null),
                hop("i2", INBOUND, 10_001_000, 1000, "/Put", null));

        assertThat(named(hops)).containsExactly("o2 i2");
    }

    @Test
    void believesALinkAndGivesBothLayersOfAServerTheirCaller() {
        List<Hop> hops = List.of(
                hop("o", OUTBOUND, 0, 3000, "send", "c1"),
                hop("i1", INBOUND, 900_000_000, 1000, "process", "c1"),
                hop("i2", INBOUND, 900_000_100, 500, "process", "c1"));

        assertThat(Pairing.of(hops).pairs())
                .hasSize(2)
                .allSatisfy(pair -> assertThat(pair.method()).isEqualTo(PairMethod.LINK))
                .allSatisfy(pair -> assertThat(pair.confidence()).isEqualTo(1));
    }

    @Test
    void doesNotBelieveALinkOfServicesThatNameOthers() {
        Hop forged = FlowSet.hop("f", INBOUND, "thief", null, 0, 10, "send", "shop", "c1");

        assertThat(Pairing.of(List.of(hop("o", OUTBOUND, 0, 3000, "send", "c1"), forged))
                        .pairs())
                .isEmpty();
    }

    @Test
    void letsSizesDecideWhereTimesCannot() {
        List<Hop> hops = new ArrayList<>();
        for (Hop hop : calls(300, 30_000, 0, 5)) {
            hops.add(sized(hop, hop.id().substring(1).hashCode() * 31L));
        }
        hops.add(sized(hop("oA", OUTBOUND, 900_000_000, 4000, "GET", null), 111));
        hops.add(sized(hop("oB", OUTBOUND, 900_000_000, 4000, "GET", null), 222));
        hops.add(sized(hop("iB", INBOUND, 900_001_000, 2000, "GET", null), 222));
        hops.add(sized(hop("iA", INBOUND, 900_001_000, 2000, "GET", null), 111));

        assertThat(named(hops)).contains("oA iA", "oB iB");
    }

    @Test
    void doubtsCallsThatNothingTellsApart() {
        List<Hop> hops = new ArrayList<>(calls(300, 30_000, 0, 6));
        hops.add(hop("oA", OUTBOUND, 900_000_000, 4000, "GET", null));
        hops.add(hop("oB", OUTBOUND, 900_000_000, 4000, "GET", null));
        hops.add(hop("iA", INBOUND, 900_001_000, 2000, "GET", null));
        hops.add(hop("iB", INBOUND, 900_001_000, 2000, "GET", null));

        List<Pair> doubtful = Pairing.of(hops).pairs().stream()
                .filter(pair -> pair.outbound() >= hops.size() - 4)
                .toList();

        assertThat(doubtful).hasSize(2).allSatisfy(pair -> {
            assertThat(pair.confidence()).isBetween(0.4, 0.6);
            assertThat(pair.alternatives()).isNotEmpty();
        });
    }

    @Test
    void endsWithTimesThatNoClockShows() {
        List<Hop> hops = new ArrayList<>(calls(200, 30_000, 0, 7));
        for (Vantage vantage : List.of(INBOUND, OUTBOUND)) {
            for (Instant time : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
                for (Duration duration : List.of(Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE))) {
                    hops.add(at(hop("x" + vantage + time + duration, vantage, 0, 1, "GET", null), time, duration));
                }
            }
        }

        assertThat(right(hops, Pairing.of(hops))).isGreaterThan(195);
    }

    @Test
    void endsWithManyCallsThatAreAllAlike() {
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            hops.add(hop("o" + i, OUTBOUND, i / 1000, 5000, "GET", null));
            hops.add(hop("i" + i, INBOUND, i / 1000 + 100, 3000, "GET", null));
        }

        Pairing pairing = Pairing.of(hops);

        assertThat(pairing.counts().inbound()).isEqualTo(100_000);
        assertThat(pairing.counts().cutShort()).isPositive();
        assertThat(pairing.pairs()).extracting(Pair::outbound).doesNotHaveDuplicates();
    }

    /** Calls of one to four milliseconds, the requests travelling 0.2 to 0.7 ms. */
    private static List<Hop> calls(int count, long apartMicros, long offsetMicros, long seed) {
        Random random = new Random(seed);
        List<Hop> hops = new ArrayList<>();
        long time = 1_700_000_000_000_000L;
        for (int i = 0; i < count; i++) {
            time += (long) (-Math.log(1 - random.nextDouble()) * apartMicros);
            long request = 200 + random.nextLong(500);
            long response = 200 + random.nextLong(500);
            long work = 600 + random.nextLong(2600);
            hops.add(hop("o" + i, OUTBOUND, time, request + work + response, "GET", null));
            hops.add(hop("i" + i, INBOUND, time + request + offsetMicros, work, "GET", null));
        }
        return hops;
    }

    private static Hop hop(
            String id, Vantage vantage, long start, long duration, String operation, @Nullable String link) {
        boolean caller = vantage == OUTBOUND;
        return FlowSet.hop(
                id,
                vantage,
                caller ? "shop" : "stock",
                caller ? "shop-0" : "stock-0",
                start,
                duration,
                operation,
                caller ? "stock" : "shop",
                link);
    }

    private static Hop sized(Hop hop, long bytes) {
        return with(hop, hop.start(), hop.duration(), bytes);
    }

    private static Hop at(Hop hop, Instant start, Duration duration) {
        return with(hop, start, duration, null);
    }

    private static Hop with(Hop hop, Instant start, Duration duration, @Nullable Long bytes) {
        return new Hop(
                hop.id(),
                hop.vantage(),
                hop.service(),
                hop.instance(),
                start,
                duration,
                hop.operation(),
                hop.peer(),
                hop.link(),
                null,
                null,
                null,
                null,
                bytes,
                null,
                null,
                null);
    }

    private static Set<String> named(List<Hop> hops) {
        return Pairing.of(hops).pairs().stream()
                .map(pair -> hops.get(pair.outbound()).id() + " "
                        + hops.get(pair.inbound()).id())
                .collect(Collectors.toSet());
    }

    private static long right(List<Hop> hops, Pairing pairing) {
        return pairing.pairs().stream()
                .filter(pair -> hops.get(pair.outbound())
                        .id()
                        .substring(1)
                        .equals(hops.get(pair.inbound()).id().substring(1)))
                .count();
    }
}
