package io.throughline.stream.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.health.Change;
import io.throughline.core.health.Trait;
import io.throughline.stream.Harness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class JudgeTraitsFunctionTest {
    private static final Trait ORDERS = new Trait(Trait.Kind.FAILURE, "orders", "GET /orders", null);
    private static final Trait USERS = new Trait(Trait.Kind.FAILURE, "users", "GET /users", null);
    private static final int FIRST = 59_000_000;

    private final HealthConfig config = HealthConfig.from(new Settings(Map.of("health.forget-after", "1h")));
    private final Slices slices = new Slices(config);
    private KeyedOneInputStreamOperatorTestHarness<String, TraitSlice, Judged> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, TraitSlice, Judged> harness() throws Exception {
        return Harness.of(new JudgeTraitsFunction(slices, config), TraitSlice::key, Judged.class);
    }

    @Test
    void tellsWhatIsOtherwiseThanInTheSlicesBefore() throws Exception {
        learn(30);
        see(30, ORDERS, Map.of("failed", 20));
        judge(30);

        Change change = last().changes().getFirst();
        assertThat(change.trait()).isEqualTo(ORDERS);
        assertThat(change.nats()).isGreaterThan(10);
        assertThat(change.outcomes()).containsOnlyKeys("failed");
        assertThat(last().traits()).isEqualTo(2);
    }

    @Test
    void findsNothingWhileAllIsAsBefore() throws Exception {
        learn(40);

        assertThat(harness.extractOutputValues())
                .allMatch(judged -> judged.changes().isEmpty());
    }

    @Test
    void goesOnAfterARestoreAsIfNothingHadHappened() throws Exception {
        learn(30);
        OperatorSubtaskState state = harness.snapshot(1, 1);
        rest();
        List<Judged> whole = harness.extractOutputValues();
        harness.close();

        harness = harness();
        harness.initializeState(state);
        harness.open();
        rest();

        List<Judged> restored = harness.extractOutputValues();
        assertThat(restored).isNotEmpty().isEqualTo(whole.subList(whole.size() - restored.size(), whole.size()));
    }

    @Test
    void doesNotDependOnTheOrderInWhichPartsOfASliceCome() throws Exception {
        learn(30);
        see(31, ORDERS, Map.of("failed", 5));
        see(30, ORDERS, Map.of("answered", 3));
        see(31, ORDERS, Map.of("answered", 5));
        see(30, ORDERS, Map.of("answered", 7));
        judge(31);

        assertThat(last().changes().getFirst().total()).isEqualTo(20);
    }

    @Test
    void forgetsWhatIsNotSeenAnyMore() throws Exception {
        learn(5);
        harness.processWatermark(slices.due(Track.TOLD, FIRST + 10_000, Slices.Turn.JUDGE));

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    private void learn(int count) throws Exception {
        for (int slice = 0; slice < count; slice++) {
            see(slice, ORDERS, Map.of("answered", 10));
            see(slice, USERS, Map.of("answered", 10, "failed", 1));
            judge(slice);
        }
    }

    private void rest() throws Exception {
        for (int slice = 30; slice < 50; slice++) {
            see(slice, ORDERS, Map.of(slice % 3 == 0 ? "failed" : "answered", 10));
            judge(slice);
        }
    }

    private void see(int slice, Trait trait, Map<String, Integer> counts) throws Exception {
        Map<Trait, Map<String, Integer>> seen = new HashMap<>();
        seen.put(trait, new HashMap<>(counts));
        harness.processElement(new TraitSlice(Track.TOLD, FIRST + slice, 7, seen), 0);
    }

    private void judge(int slice) throws Exception {
        harness.processWatermark(slices.due(Track.TOLD, FIRST + slice, Slices.Turn.JUDGE));
    }

    private Judged last() {
        return harness.extractOutputValues().getLast();
    }
}
