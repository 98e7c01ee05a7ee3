package io.throughline.bench;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Flow;
import io.throughline.core.model.Rejected;
import io.throughline.stream.correlate.CorrelatedEvent;
import io.throughline.stream.sinks.Landing;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Lands nothing: what the graph costs without its right edge. */
final class DiscardingLanding implements Landing {
    @Override
    public void logs(DataStream<CorrelatedEvent> events, DataStream<CorrelatedEvent> resolved) {
        discard(events, "logs");
        discard(resolved, "resolved");
    }

    @Override
    public void flows(DataStream<Flow> flows) {
        discard(flows, "flows");
    }

    @Override
    public void findings(DataStream<Finding> findings) {
        discard(findings, "findings");
    }

    @Override
    public void alerts(DataStream<Alert> alerts) {
        discard(alerts, "alerts");
    }

    @Override
    public void inventory(DataStream<ContainerVersion> versions) {
        discard(versions, "inventory");
    }

    @Override
    public void risks(DataStream<EntityRisk> risks) {
        discard(risks, "risks");
    }

    @Override
    public void apiMinutes(DataStream<ApiMinute> minutes) {
        discard(minutes, "apis");
    }

    @Override
    public void edgeMinutes(DataStream<EdgeMinute> minutes) {
        discard(minutes, "edges");
    }

    @Override
    public void rejected(DataStream<Rejected> rejected) {
        discard(rejected, "rejected");
    }

    private static <T> void discard(DataStream<T> stream, String name) {
        stream.sinkTo(new DiscardingSink<>()).name("discard " + name).uid("discard-" + name);
    }
}
