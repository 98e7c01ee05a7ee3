package io.throughline.core.infer.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.infer.pair.FlowSet.Score;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs of real calls whose truth is known. The floors lie a little below what is reached; {@link PairingBench} prints all of it. */
class PairingDataTest {
    @ParameterizedTest
    @CsvSource({
        "flows/hotel-25, 0.997",
        "flows/hotel-75-nolink, 0.987",
        "flows/hotel-75-cache30, 0.985",
        "flows/media-75, 0.999",
        "trainticket, 0.993"
    })
    void findsBothRecordsOfACallWithoutLinks(String set, double floor) throws IOException {
        reaches(FlowSet.read(set).withoutLinks(), floor, 0.985);
    }

    @ParameterizedTest
    @CsvSource({"flows/hotel-75-nolink, 0.987", "flows/media-75, 0.999"})
    void findsThemWhenEveryClockIsWrongByAQuarterOfASecond(String set, double floor) throws IOException {
        reaches(FlowSet.read(set).withoutLinks().skewed(250_000, 7), floor, 0.985);
    }

    @Test
    void findsThemWhenClocksAreWrongBySeconds() throws IOException {
        reaches(FlowSet.read("flows/hotel-75-nolink").skewed(4_900_000, 8), 0.985, 0.99);
    }

    @ParameterizedTest
    @CsvSource({"flows/hotel-75-nolink, 0.985", "flows/media-75, 0.97"})
    void findsMostWhenTimesAreWholeMilliseconds(String set, double floor) throws IOException {
        reaches(FlowSet.read(set).withoutLinks().rounded(1000), floor, 0.99);
    }

    @Test
    void findsThemWhenRecordsAreMissing() throws IOException {
        reaches(FlowSet.read("flows/hotel-75-nolink").missing(0.05, 3), 0.98, 0.985);
    }

    @Test
    void findsThemUnderTwiceTheLoad() throws IOException {
        reaches(FlowSet.read("flows/hotel-75-nolink").doubled(7_310_000), 0.98, 0.99);
    }

    @Test
    void findsThemBehindABalancerThatNobodyNames() throws IOException {
        reaches(FlowSet.read("flows/hotel-75-nolink").spread(4).skewed(250_000, 9), 0.985, 0.99);
    }

    @Test
    void isCertainOfLinksWhateverTheClocksSay() throws IOException {
        FlowSet set = FlowSet.read("flows/hotel-75").skewed(3_600_000_000L, 5);

        Score score = set.score(Pairing.of(set.hops()).pairs());

        assertThat(score).isEqualTo(new Score(5000, 5000, 0, 5000, 5000));
    }

    @Test
    void saysHowFarClocksAreFromEachOther() throws IOException {
        FlowSet set = FlowSet.read("flows/hotel-75-nolink");
        UnaryOperator<FlowSet> wrong = some -> some.skewed(250_000, 7);

        var before = Pairing.of(set.hops()).clocks();
        var after = Pairing.of(wrong.apply(set).hops()).clocks();

        assertThat(after.tracks()).hasSameSizeAs(before.tracks());
        before.tracks().forEach((pair, track) -> {
            long micros = track.points().getFirst().micros();
            double moved = (double) FlowSet.skew(pair.called(), 250_000, 7) - FlowSet.skew(pair.caller(), 250_000, 7);
            var offset = Objects.requireNonNull(after.tracks().get(pair)).at(micros + 1);
            assertThat(offset.micros() - moved - track.at(micros).micros())
                    .as("%s", pair)
                    .isBetween(-offset.uncertaintyMicros(), offset.uncertaintyMicros());
        });
    }

    @Test
    void pairsAlikeWindowByWindowWithWhatTheLastOneTaught() throws IOException {
        FlowSet set = FlowSet.read("flows/hotel-25").withoutLinks();
        int half = set.hops().size() / 2;
        PairModel model = Pairing.of(set.hops().subList(0, half)).model();
        FlowSet later = new FlowSet(set.hops().subList(half, set.hops().size()), set.parents(), set.flows());

        Pairing taught = Pairing.of(later.hops(), model);

        assertThat(later.score(taught.pairs()).share()).isGreaterThan(0.995);
    }

    @Test
    void doesNotForceCallsOfDatabasesIntoPairs() throws IOException {
        FlowSet set = FlowSet.read("trainticket").withoutLinks();
        List<Pair> pairs = Pairing.of(set.hops()).pairs();
        Map<Boolean, Integer> byPeer = new HashMap<>();

        pairs.forEach(pair -> byPeer.merge(set.hops().get(pair.outbound()).peer() == null, 1, Integer::sum));

        assertThat(byPeer.getOrDefault(true, 0)).isLessThan(pairs.size() / 100);
    }

    private static void reaches(FlowSet set, double floor, double sureFloor) {
        Score score = set.score(Pairing.of(set.hops()).pairs());
        assertThat(score.share()).as("%s", score).isGreaterThanOrEqualTo(floor);
        assertThat(score.sureShare()).as("%s", score).isGreaterThanOrEqualTo(sureFloor);
    }
}
