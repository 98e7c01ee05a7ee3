package io.throughline.stream.score;

import static io.throughline.stream.types.Operators.named;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.inventory.Sight;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * From what detectors raised to what people are shown. Alerts are few: all of them are judged together, by one task.
 *
 * <pre>
 *   alerts ------------+
 *   calls -> edges ----+-> score -> alerts with their risk
 *   what engines tell -+            |
 *                                   +-> by entity -> risk of entities
 * </pre>
 */
public final class ScoreStages {
    private static final String ALL = "all";

    private ScoreStages() {}

    public static DataStream<Alert> of(
            DataStream<Alert> alerts, DataStream<Call> calls, DataStream<Sight> states, ScoreConfig config) {
        DataStream<ScoreInput> inputs = named(calls.process(new EdgeFunction()), ScoreInput.class, "edges to score")
                .union(
                        named(alerts.map(ScoreInput::of), ScoreInput.class, "alerts to score"),
                        named(states.map(ScoreInput::of), ScoreInput.class, "containers to score"));
        return named(inputs.keyBy(input -> ALL).process(new ScoreFunction(config)), Alert.class, "score");
    }

    /** What the alerts about each entity add up to. */
    public static DataStream<EntityRisk> risks(DataStream<Alert> scored, ScoreConfig config) {
        DataStream<EntityAlert> alerts = named(
                scored.<EntityAlert>flatMap((alert, out) -> EntityAlert.of(alert, out::collect)),
                EntityAlert.class,
                "entities of alerts");
        return named(
                alerts.keyBy(EntityAlert::key).process(new EntityRiskFunction(config.halfLife())),
                EntityRisk.class,
                "risk of entities");
    }
}
