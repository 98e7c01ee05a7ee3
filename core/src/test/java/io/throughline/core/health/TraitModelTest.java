package io.throughline.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraitModelTest {
    @Test
    void isNotSurprisedByWhatIsUsual() {
        TraitModel model = new TraitModel(Trait.Kind.CALLS, slices(20, Map.of("a", 8, "b", 2)));

        assertThat(model.judge(counts(Map.of("a", 41, "b", 9))).nats()).isNegative();
    }

    @Test
    void isTheMoreSurprisedTheMoreOftenSomethingNewIsSeen() {
        TraitModel model = new TraitModel(Trait.Kind.CALLS, slices(20, Map.of("a", 10)));

        double few = model.judge(counts(Map.of("a", 10, "new", 2))).nats();
        double many = model.judge(counts(Map.of("a", 2, "new", 10))).nats();

        assertThat(few).isPositive();
        assertThat(many).isGreaterThan(few);
    }

    @Test
    void isHardlySurprisedByNewsWhereAllIsEverNew() {
        Counts slice = new Counts();
        for (int i = 0; i < 100; i++) {
            slice.add("outcome " + i, 1);
        }
        TraitModel model = new TraitModel(Trait.Kind.NEXT_LINE, List.of(slice));

        assertThat(model.judge(counts(Map.of("never", 1, "seen", 1))).nats()).isLessThan(1);
    }

    @Test
    void isLessSurprisedWhereSlicesDiffer() {
        List<Counts> differing = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            differing.add(counts(Map.of("a", 10)));
            differing.add(counts(Map.of("b", 10)));
        }
        TraitModel steady = new TraitModel(Trait.Kind.CALLS, slices(20, Map.of("a", 5, "b", 5)));

        Counts oneSided = counts(Map.of("a", 20));

        assertThat(new TraitModel(Trait.Kind.CALLS, differing).judge(oneSided).nats())
                .isLessThan(steady.judge(oneSided).nats() - 5);
    }

    @Test
    void takesShorterTimesForUsual() {
        TraitModel model = new TraitModel(Trait.Kind.OWN_TIME, slices(20, Map.of("12", 9, "13", 1)));

        assertThat(model.judge(counts(Map.of("8", 20))).nats()).isLessThan(1);
        assertThat(model.judge(counts(Map.of("16", 20))).nats()).isGreaterThan(10);
    }

    @Test
    void creditsWhatBecameMoreFrequentWithAllOfTheSurprise() {
        TraitModel model = new TraitModel(Trait.Kind.CALLS, slices(20, Map.of("a", 10)));

        TraitModel.Judgement judgement = model.judge(counts(Map.of("a", 4, "new", 6)));

        assertThat(judgement.credits()).containsOnlyKeys("new");
        assertThat(6 * judgement.credits().getOrDefault("new", 0.0)).isEqualTo(judgement.nats());
    }

    static List<Counts> slices(int number, Map<String, Integer> each) {
        List<Counts> slices = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            slices.add(counts(each));
        }
        return slices;
    }

    static Counts counts(Map<String, Integer> times) {
        Counts counts = new Counts();
        times.forEach(counts::add);
        return counts;
    }
}
