package io.throughline.stream.sinks;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Flow;
import io.throughline.core.model.Rejected;
import io.throughline.stream.correlate.CorrelatedEvent;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Where the job's results go: the graph's right edge, given from outside. */
public interface Landing {
    /**
     * @param events each once, as soon as it is read; {@code flow} null where only a request id tells
     * @param resolved those again whose flow was found later
     */
    void logs(DataStream<CorrelatedEvent> events, DataStream<CorrelatedEvent> resolved);

    /** Versions of flows, a later one holding at least the records of an earlier one. */
    void flows(DataStream<Flow> flows);

    /** What detectors saw in single records, before it is grouped into alerts. */
    void findings(DataStream<Finding> findings);

    /** Alerts, amended under the same id as their episode goes on. */
    void alerts(DataStream<Alert> alerts);

    /** Containers as they were, amended as more is seen of them. */
    void inventory(DataStream<ContainerVersion> versions);

    /** What alerts about each entity add up to, as time goes on. */
    void risks(DataStream<EntityRisk> risks);

    /** Traffic per API and minute, amended as the minute fills. */
    void apiMinutes(DataStream<ApiMinute> minutes);

    /** Traffic per edge and minute, amended as the minute fills. */
    void edgeMinutes(DataStream<EdgeMinute> minutes);

    /** What could not be read. */
    void rejected(DataStream<Rejected> rejected);
}
