package io.throughline.stream.sinks;

import io.throughline.core.model.Alert;
import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.ContainerVersion;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Finding;
import io.throughline.core.model.Flow;
import io.throughline.core.model.Rejected;
import io.throughline.elasticsearch.AlertDocument;
import io.throughline.elasticsearch.ApiMinuteDocument;
import io.throughline.elasticsearch.ContainerVersionDocument;
import io.throughline.elasticsearch.EdgeMinuteDocument;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.EntityRiskDocument;
import io.throughline.elasticsearch.FlowDocument;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.LogDocument;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.stream.correlate.CorrelatedEvent;
import io.throughline.stream.sources.KafkaConfig;
import io.throughline.stream.types.RecordTypeInfo;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Lands results in Elasticsearch and rejected records in Kafka. Documents become bytes where they are made, and each stream has
 * a sink of its own, so that the many log documents stay in one chain from Kafka to Elasticsearch.
 */
public final class ElasticsearchLanding implements Landing {
    private final ElasticsearchConfig elasticsearch;
    private final BulkConfig bulk;
    private final KafkaConfig kafka;

    public ElasticsearchLanding(ElasticsearchConfig elasticsearch, BulkConfig bulk, KafkaConfig kafka) {
        this.elasticsearch = elasticsearch;
        this.bulk = bulk;
        this.kafka = kafka;
    }

    @Override
    public void logs(DataStream<CorrelatedEvent> events, DataStream<CorrelatedEvent> resolved) {
        land(events, (event, out) -> out.collect(LogDocument.of(event.event(), event.flow())), "logs");
        land(resolved, (event, out) -> out.collect(LogDocument.of(event.event(), event.flow())), "resolved logs");
    }

    @Override
    public void flows(DataStream<Flow> flows) {
        land(flows, (flow, out) -> FlowDocument.of(flow).forEach(out::collect), "flows");
    }

    /** A finding is in its alert: people look for alerts, and the records are there. */
    @Override
    public void findings(DataStream<Finding> findings) {}

    @Override
    public void alerts(DataStream<Alert> alerts) {
        land(alerts, (alert, out) -> out.collect(AlertDocument.of(alert)), "alerts");
    }

    @Override
    public void inventory(DataStream<ContainerVersion> versions) {
        land(versions, (version, out) -> out.collect(ContainerVersionDocument.of(version)), "inventory");
    }

    @Override
    public void risks(DataStream<EntityRisk> risks) {
        land(risks, (risk, out) -> out.collect(EntityRiskDocument.of(risk)), "risks");
    }

    @Override
    public void apiMinutes(DataStream<ApiMinute> minutes) {
        land(minutes, (minute, out) -> out.collect(ApiMinuteDocument.of(minute)), "API minutes");
    }

    @Override
    public void edgeMinutes(DataStream<EdgeMinute> minutes) {
        land(minutes, (minute, out) -> out.collect(EdgeMinuteDocument.of(minute)), "edge minutes");
    }

    @Override
    public void rejected(DataStream<Rejected> rejected) {
        rejected.sinkTo(RejectedRecordsSink.of(kafka)).name("keep rejected").uid("keep-rejected");
    }

    private <T> void land(DataStream<T> results, FlatMapFunction<T, IndexDocument> asDocuments, String name) {
        String uid = "land-" + name.replace(' ', '-');
        results.flatMap(asDocuments)
                .returns(RecordTypeInfo.of(IndexDocument.class))
                .name(name + " as documents")
                .uid(uid + "-documents")
                .sinkTo(new ElasticsearchSink(elasticsearch, bulk, RejectedDocumentsTopic.factory(kafka)))
                .name("land " + name)
                .uid(uid);
    }
}
