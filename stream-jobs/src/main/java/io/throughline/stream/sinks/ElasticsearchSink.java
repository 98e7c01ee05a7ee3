package io.throughline.stream.sinks;

import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.elasticsearch.bulk.RejectedDocuments;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Lands documents in Elasticsearch, the last stage of the line. At least once: a checkpoint completes only when every document
 * before it is there, so the sink keeps no state; with derived ids and versions a replay writes the same documents again and
 * nothing twice.
 *
 * <p>While Elasticsearch is away the sink waits and slows the job down; checkpoints are late meanwhile, so a job must tolerate
 * failed ones ({@code execution.checkpointing.tolerable-failed-checkpoints}). Wrong credentials fail the job without restarts.
 */
public final class ElasticsearchSink implements Sink<IndexDocument> {
    private static final long serialVersionUID = 1;

    private final ElasticsearchConfig elasticsearch;
    private final BulkConfig bulk;
    private final RejectedDocuments.Factory rejectedDocuments;

    /** @param rejectedDocuments takes what Elasticsearch will never take */
    public ElasticsearchSink(
            ElasticsearchConfig elasticsearch, BulkConfig bulk, RejectedDocuments.Factory rejectedDocuments) {
        this.elasticsearch = elasticsearch;
        this.bulk = bulk;
        this.rejectedDocuments = rejectedDocuments;
    }

    @Override
    public SinkWriter<IndexDocument> createWriter(WriterInitContext context) throws IOException {
        return ElasticsearchSinkWriter.open(
                elasticsearch, bulk, rejectedDocuments, new ElasticsearchSinkMetrics(context.metricGroup()));
    }
}
