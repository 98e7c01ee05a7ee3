package io.throughline.stream.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Risk;
import io.throughline.stream.Harness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class ScoreFunctionTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private Map<String, String> settings = Map.of();

    @TempDir
    private Path folder;

    private static Alert alert(String id, long second, String service, String flow) {
        return new Alert(
                id,
                "new-edge",
                1,
                Alert.Severity.HIGH,
                "title",
                TEN.plusSeconds(second),
                TEN.plusSeconds(second),
                TEN.plusSeconds(second),
                Map.of("service.name", service),
                "nothing",
                "something",
                List.of(),
                List.of(new Evidence("e" + id, flow, "file", 1)),
                1);
    }

    private static ScoreInput edge(long second, String caller, String callee) {
        return new ScoreInput(
                TEN.plusSeconds(second),
                "a" + caller + callee,
                null,
                new ScoreInput.Edge(caller, callee),
                Map.of(),
                null);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, ScoreInput, Alert> harness() throws Exception {
        ScoreConfig config = ScoreConfig.from(new Settings(settings));
        return Harness.of(new ScoreFunction(config), input -> "all", Alert.class);
    }

    private static Map<String, Risk> last(List<Alert> alerts) {
        Map<String, Alert> byId = new HashMap<>();
        alerts.forEach(alert ->
                byId.merge(alert.id(), alert, (before, now) -> now.revision() >= before.revision() ? now : before));
        Map<String, Risk> risks = new TreeMap<>();
        byId.forEach((id, alert) -> risks.put(id, Objects.requireNonNull(alert.risk())));
        return risks;
    }

    private Map<String, Risk> risks(List<ScoreInput> inputs) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, ScoreInput, Alert> harness = harness()) {
            harness.open();
            for (ScoreInput input : inputs) {
                harness.processElement(input, input.time().toEpochMilli());
            }
            harness.processWatermark(TEN.plus(Duration.ofDays(1)).toEpochMilli());
            return last(harness.extractOutputValues());
        }
    }

    private static Risk of(Map<String, Risk> risks, String id) {
        return Objects.requireNonNull(risks.get(id), id);
    }

    private static List<ScoreInput> inputs() {
        Random random = new Random(5);
        List<ScoreInput> inputs = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int second = random.nextInt(5_000);
            inputs.add(ScoreInput.of(alert("a" + i, second, "s" + random.nextInt(9), "f" + random.nextInt(400))));
            inputs.add(edge(random.nextInt(5_000), "s" + random.nextInt(9), "s" + random.nextInt(9)));
        }
        return inputs;
    }

    @Test
    void knowsNoEdgeBeforeItsTime() throws Exception {
        settings = Map.of("score.gateways", "gateway");

        Map<String, Risk> risks = risks(List.of(
                ScoreInput.of(alert("late", 100, "orders", "f1")),
                ScoreInput.of(alert("early", 10, "orders", "f2")),
                edge(50, "gateway", "orders"),
                edge(0, "gateway", "web")));

        assertThat(of(risks, "early").factors().getLast().reason()).startsWith("not reached");
        assertThat(of(risks, "late").factors().getLast().reason()).startsWith("reached");
    }

    @Test
    void givesTheSameScoresAndGroupsInAnyOrderAndAfterARestore() throws Exception {
        List<ScoreInput> inputs = inputs();
        Map<String, Risk> expected = risks(inputs);
        assertThat(expected).hasSize(300);
        assertThat(expected.values()).anyMatch(risk -> risk.related().size() > 2);

        List<ScoreInput> shuffled = new ArrayList<>(inputs);
        Collections.shuffle(shuffled, new Random(6));
        assertThat(risks(shuffled)).isEqualTo(expected);

        List<Alert> alerts = new ArrayList<>();
        OperatorSubtaskState snapshot;
        Instant middle = TEN.plusSeconds(2_500);
        try (KeyedOneInputStreamOperatorTestHarness<String, ScoreInput, Alert> harness = harness()) {
            harness.open();
            for (ScoreInput input : inputs) {
                if (input.time().isBefore(middle.plusSeconds(60))) {
                    harness.processElement(input, input.time().toEpochMilli());
                }
            }
            harness.processWatermark(middle.toEpochMilli());
            alerts.addAll(harness.extractOutputValues());
            snapshot = harness.snapshot(1, 1);
        }
        try (KeyedOneInputStreamOperatorTestHarness<String, ScoreInput, Alert> harness = harness()) {
            harness.initializeState(snapshot);
            harness.open();
            for (ScoreInput input : inputs) {
                if (!input.time().isBefore(middle.plusSeconds(60))) {
                    harness.processElement(input, input.time().toEpochMilli());
                }
            }
            harness.processWatermark(TEN.plus(Duration.ofDays(1)).toEpochMilli());
            alerts.addAll(harness.extractOutputValues());
        }
        assertThat(last(alerts)).isEqualTo(expected);
    }

    @Test
    void forgetsEverythingInTheEnd() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, ScoreInput, Alert> harness = harness()) {
            harness.open();
            for (ScoreInput input : inputs()) {
                harness.processElement(input, input.time().toEpochMilli());
            }
            harness.processWatermark(TEN.plus(Duration.ofDays(30)).toEpochMilli());

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void readsItsFilesAndNamesAllTheirProblemsAtOnce() throws Exception {
        Path sensitivity = Files.writeString(folder.resolve("sensitivity"), "service orders 1\nservice x\n");
        Path suppressions = Files.writeString(
                folder.resolve("suppressions"), "rule=new-edge until=2026-12-01T00:00:00Z reason=a move\n");
        settings = Map.of("score.sensitivity", sensitivity.toString(), "score.suppressions", suppressions.toString());
        Settings read = new Settings(settings);
        ScoreConfig.from(read);

        assertThatThrownBy(read::verify).hasMessageContaining("line 2 is not: service");
        Risk risk = of(risks(List.of(ScoreInput.of(alert("a", 0, "orders", "f1")))), "a");
        assertThat(risk.factors().get(1).value()).isEqualTo(1);
        assertThat(risk.suppressed()).startsWith("a move");

        Settings missing = new Settings(Map.of("score.sensitivity", "no/such/file"));
        ScoreConfig.from(missing);
        assertThatThrownBy(missing::verify).hasMessageContaining("cannot be read");
    }

    @Test
    void writesAnEntitysRiskWhenItChangesAndAsItFades() throws Exception {
        Map<String, Risk> risks = risks(List.of(ScoreInput.of(alert("a", 60, "orders", "f1"))));
        Alert scored = alert("a", 60, "orders", "f1").scored(List.of(), List.of(), of(risks, "a"));
        List<EntityAlert> about = new ArrayList<>();
        EntityAlert.of(scored, about::add);
        assertThat(about).extracting(EntityAlert::key).containsExactly("service\0orders");
        KeyedOneInputStreamOperatorTestHarness<String, EntityAlert, EntityRisk> harness =
                Harness.of(new EntityRiskFunction(Duration.ofHours(1)), EntityAlert::key, EntityRisk.class);
        try (harness) {
            harness.open();
            harness.processElement(about.getFirst(), 0);
            harness.processElement(about.getFirst(), 0);
            harness.processWatermark(TEN.plus(Duration.ofDays(2)).toEpochMilli());

            List<EntityRisk> written = harness.extractOutputValues();
            // 25 at 10:01, at 10:10 a little less, then half of that each hour, until less than one.
            assertThat(written).hasSize(6);
            assertThat(written.getFirst().time()).isEqualTo(TEN.plusSeconds(600));
            assertThat(written.getFirst().risk()).isBetween(22.0, 22.6);
            assertThat(written.getFirst().alerts()).isEqualTo(1);
            assertThat(written.getLast().risk()).isLessThan(1);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    /** Minute by minute it would be a thousand million looks. */
    @Test
    @Timeout(60)
    void looksOnlyWhenSomethingIsOverWhateverTheFirstRecordClaims() throws Exception {
        try (var harness = harness()) {
            harness.open();
            long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
            harness.processElement(
                    new ScoreInput(
                            Instant.ofEpochMilli(first), "old", null, new ScoreInput.Edge("x", "y"), Map.of(), null),
                    first);
            harness.processElement(edge(0, "a", "b"), TEN.toEpochMilli());
            harness.processWatermark(TEN.plusSeconds(60).toEpochMilli());

            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        }
    }
}
