package io.throughline.stream.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.EntityRisk;
import io.throughline.stream.correlate.Call;
import io.throughline.stream.inventory.Sight;
import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

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
        DataStream<ScoreInput> inputs = named(calls.process(new EdgeFunction()), "edges to score")
                .union(
                        named(alerts.map(ScoreInput::of), "alerts to score"),
                        named(states.map(ScoreInput::of), "containers to score"));
        return inputs.keyBy(input -> ALL)
                .process(new ScoreFunction(config))
                .returns(RecordTypeInfo.of(Alert.class))
                .name("score")
                .uid("score");
    }

    /** What the alerts about each entity add up to. */
    public static DataStream<EntityRisk> risks(DataStream<Alert> scored, ScoreConfig config) {
        return scored.<EntityAlert>flatMap((alert, out) -> EntityAlert.of(alert, out::collect))
                .returns(RecordTypeInfo.of(EntityAlert.class))
                .name("entities of alerts")
                .uid("entities-of-alerts")
                .keyBy(EntityAlert::key)
                .process(new EntityRiskFunction(config.halfLife()))
                .returns(RecordTypeInfo.of(EntityRisk.class))
                .name("risk of entities")
                .uid("risk-of-entities");
    }

    private static SingleOutputStreamOperator<ScoreInput> named(
            SingleOutputStreamOperator<ScoreInput> operator, String name) {
        return operator.returns(RecordTypeInfo.of(ScoreInput.class)).name(name).uid(name.replace(' ', '-'));
    }
}
