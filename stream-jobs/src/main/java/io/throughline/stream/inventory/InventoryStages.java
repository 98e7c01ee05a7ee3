package io.throughline.stream.inventory;

import static io.throughline.stream.types.Operators.named;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.LogEvent;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What events tell of containers and images, and what is wrong with these.
 *
 * <pre>
 *   events -> sight containers -+-> by container, and by service -> watch containers -> alerts, the inventory
 *                               +-> all together -> watch fleet -> alerts
 *                               +-> what engines tell
 * </pre>
 */
public final class InventoryStages {
    private static final String FLEET = "fleet";

    private final DataStream<Alert> alerts;
    private final DataStream<ContainerVersion> versions;
    private final DataStream<Sight> states;

    private InventoryStages(DataStream<Alert> alerts, DataStream<ContainerVersion> versions, DataStream<Sight> states) {
        this.alerts = alerts;
        this.versions = versions;
        this.states = states;
    }

    /** What is wrong with containers and images. */
    public DataStream<Alert> alerts() {
        return alerts;
    }

    /** Containers as they were, amended under the same key and time. */
    public DataStream<ContainerVersion> versions() {
        return versions;
    }

    /** What engines tell of containers. */
    public DataStream<Sight> states() {
        return states;
    }

    public static InventoryStages of(DataStream<LogEvent> events, InventoryConfig config) {
        SingleOutputStreamOperator<Sight> sights =
                named(events.process(new SightFunction()), Sight.class, "sight containers");
        SingleOutputStreamOperator<Alert> ofContainers = named(
                sights.keyBy(Sight::key).process(new WatchFunction<>(new ContainerWatch(config))),
                Alert.class,
                "watch containers");
        DataStream<Alert> ofFleet = named(
                sights.getSideOutput(SightFunction.FLEET)
                        .keyBy(sight -> FLEET)
                        .process(new WatchFunction<>(new FleetWatch(config))),
                Alert.class,
                "watch fleet");
        return new InventoryStages(
                ofContainers.union(ofFleet),
                ofContainers.getSideOutput(WatchFunction.VERSIONS),
                sights.getSideOutput(SightFunction.STATES));
    }
}
