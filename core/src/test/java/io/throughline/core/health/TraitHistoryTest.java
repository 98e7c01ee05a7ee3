package io.throughline.core.health;

import static io.throughline.core.health.TraitModelTest.counts;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TraitHistoryTest {
    private final TraitHistory history = new TraitHistory(Trait.Kind.CALLS);
    private long slice;

    @Test
    void learnsNothingFromAFault() {
        add(20, Map.of("a", 10));
        add(10, Map.of("failed", 10));
        add(10, Map.of("a", 10));

        assertThat(share("failed")).isLessThan(0.02);
    }

    @Test
    void tellsWhatBecameFrequent() {
        add(20, Map.of("a", 10));
        add(1, Map.of("failed", 10));

        assertThat(history.add(slice++, counts(Map.of("failed", 10)))).containsExactly("failed");
        assertThat(new TraitHistory(Trait.Kind.CALLS).add(0, counts(Map.of("a", 5))))
                .isEmpty();
    }

    @Test
    void learnsWhatLasts() {
        add(20, Map.of("a", 10));
        add(TraitHistory.NEW_NORM + TraitHistory.WAITING, Map.of("b", 10));

        assertThat(share("b")).isGreaterThan(0.5);
    }

    @Test
    void knowsByWhatWaitsBeforeAnythingIsLearned() {
        assertThat(history.upToNow()).isNull();

        add(1, Map.of("a", 10));

        assertThat(share("a")).isGreaterThan(0.9);
    }

    @Test
    void goesOnFromItsBytesAsIfNothingHadHappened() {
        add(30, Map.of("a", 10, "b", 1));
        add(2, Map.of("failed", 10));
        TraitHistory restored = TraitHistory.unpack(Trait.Kind.CALLS, history.pack());
        Trait trait = new Trait(Trait.Kind.CALLS, "orders", "GET /", null);

        for (int i = 0; i < 60; i++) {
            Map<String, Integer> seen = i < 20 ? Map.of("failed", 7) : Map.of("a", 5, "c", 1);
            assertThat(restored.judge(trait, seen, slice, false)).isEqualTo(history.judge(trait, seen, slice, false));
            assertThat(restored.add(slice, seen)).isEqualTo(history.add(slice, seen));
            slice++;
        }
        assertThat(restored.pack()).isEqualTo(history.pack());
    }

    @Test
    void needsFewBytesForHours() {
        add(TraitHistory.MAX_SLICES, Map.of("GET /orders/{id}", 10, "GET /users/{id}", 3));

        assertThat(history.pack()).hasSizeLessThan(4_000);
    }

    private double share(String outcome) {
        return Objects.requireNonNull(history.upToNow()).share(outcome);
    }

    private void add(int slices, Map<String, Integer> each) {
        for (int i = 0; i < slices; i++) {
            history.add(slice++, counts(each));
        }
    }
}
