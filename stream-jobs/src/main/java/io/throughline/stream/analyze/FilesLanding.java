package io.throughline.stream.analyze;

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
import io.throughline.stream.types.RecordTypeInfo;
import java.nio.file.Path;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Lands every result as a line of one of the analysis' files. */
final class FilesLanding implements Landing {
    private final Path runs;

    FilesLanding(Path runs) {
        this.runs = runs;
    }

    @Override
    public void logs(DataStream<CorrelatedEvent> events, DataStream<CorrelatedEvent> resolved) {
        land(events, ResultLines::event, "events", "events");
        land(resolved, ResultLines::event, "events", "resolved events");
    }

    @Override
    public void flows(DataStream<Flow> flows) {
        land(flows, ResultLines::flow, "flows", "flows");
    }

    @Override
    public void findings(DataStream<Finding> findings) {
        land(findings, ResultLines::finding, "findings", "findings");
    }

    @Override
    public void alerts(DataStream<Alert> alerts) {
        land(alerts, ResultLines::alert, "alerts", "alerts");
    }

    @Override
    public void inventory(DataStream<ContainerVersion> versions) {
        land(versions, ResultLines::container, "containers", "inventory");
    }

    @Override
    public void risks(DataStream<EntityRisk> risks) {
        land(risks, ResultLines::risk, "risks", "risks");
    }

    @Override
    public void apiMinutes(DataStream<ApiMinute> minutes) {
        land(minutes, ResultLines::apiMinute, "apis", "API minutes");
    }

    @Override
    public void edgeMinutes(DataStream<EdgeMinute> minutes) {
        land(minutes, ResultLines::edgeMinute, "edges", "edge minutes");
    }

    @Override
    public void rejected(DataStream<Rejected> rejected) {
        land(rejected, ResultLines::rejected, "rejected", "rejected");
    }

    private <T> void land(DataStream<T> results, MapFunction<T, ResultLine> asLine, String file, String name) {
        String uid = "land-" + name.replace(' ', '-');
        results.map(asLine)
                .returns(RecordTypeInfo.of(ResultLine.class))
                .name(name + " as lines")
                .uid(uid + "-lines")
                .sinkTo(new RunsSink(runs.resolve(file), name.replace(' ', '-')))
                .name("land " + name)
                .uid(uid);
    }
}
