package io.throughline.stream.health;

import static io.throughline.stream.types.Operators.named;

import io.throughline.core.model.Alert;
import io.throughline.stream.correlate.CorrelatedEvent;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * Which service no longer does as it did.
 *
 * <pre>
 *   flows, lines -> gather -+-> judge -> be sure -+
 *                           |                     |
 *                           +-> blame <-----------+-> raise -> alerts
 *                                 |                      ^
 *                                 +----------------------+
 * </pre>
 *
 * <p>Flows go by buckets of their ids, counts by buckets of their traits; only what changed is seen by one instance, of the whole fleet.
 */
public final class HealthStages {
    private static final String ALL = "all";

    private HealthStages() {}

    /** @param flows versions of flows, as {@link FlowPacker#version} makes them */
    public static DataStream<Alert> of(
            DataStream<FlowPiece> flows, DataStream<CorrelatedEvent> events, HealthConfig config) {
        Slices slices = new Slices(config);
        DataStream<FlowPiece> lines = named(events.process(new LinesFunction()), FlowPiece.class, "lines of flows");
        SingleOutputStreamOperator<TraitSlice> counts = named(
                flows.union(lines).keyBy(piece -> Gathered.bucket(piece.flow())).process(new GatherFunction(slices)),
                TraitSlice.class,
                "gather requests");
        DataStream<Judged> judged = named(
                counts.keyBy(TraitSlice::key).process(new JudgeTraitsFunction(slices, config)),
                Judged.class,
                "judge traits");
        DataStream<SliceChanges> changes = named(
                judged.keyBy(one -> one.track().name()).process(new CertaintyFunction(slices, config)),
                SliceChanges.class,
                "be sure of changes");
        DataStream<AccountPart> parts = named(
                counts.getSideOutput(GatherFunction.FLOWS)
                        .keyBy(Gathered::key)
                        .connect(changes.broadcast(BlameFunction.CHANGES))
                        .process(new BlameFunction(slices)),
                AccountPart.class,
                "blame services");
        return named(
                parts.keyBy(part -> ALL).connect(changes.keyBy(change -> ALL)).process(new RaiseFunction(slices)),
                Alert.class,
                "raise service-degraded");
    }
}
