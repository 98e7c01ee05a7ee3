package io.throughline.stream.sinks;

import io.throughline.elasticsearch.ElasticsearchClient;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.IndexTemplates;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.elasticsearch.bulk.BulkFailedException;
import io.throughline.elasticsearch.bulk.BulkListener;
import io.throughline.elasticsearch.bulk.BulkWriter;
import io.throughline.elasticsearch.bulk.RejectedDocuments;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Random;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** One parallel writer of {@link ElasticsearchSink}: Flink's calls handed to a {@link BulkWriter}. */
final class ElasticsearchSinkWriter implements SinkWriter<IndexDocument> {
    private final ElasticsearchClient client;
    private final BulkWriter writer;

    private ElasticsearchSinkWriter(ElasticsearchClient client, BulkWriter writer) {
        this.client = client;
        this.writer = writer;
    }

    /** Waits until Elasticsearch has the index templates: without them it would guess the types of fields. */
    static ElasticsearchSinkWriter open(
            ElasticsearchConfig elasticsearch,
            BulkConfig bulk,
            RejectedDocuments.Factory rejectedDocuments,
            BulkListener metrics)
            throws IOException {
        ElasticsearchClient client = ElasticsearchClient.open(elasticsearch);
        boolean opened = false;
        try {
            IndexTemplates.installWhenUp(client);
            BulkWriter writer = new BulkWriter(client::bulk, bulk, rejectedDocuments.open(), metrics, new Random());
            opened = true;
            return new ElasticsearchSinkWriter(client, writer);
        } catch (IllegalStateException e) {
            throw new SuppressRestartsException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for Elasticsearch");
        } finally {
            if (!opened) {
                client.close();
            }
        }
    }

    @Override
    public void write(IndexDocument document, Context context) throws InterruptedException {
        try {
            writer.add(document);
        } catch (BulkFailedException e) {
            throw forFlink(e);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
        try {
            writer.flush();
        } catch (BulkFailedException e) {
            throw forFlink(e);
        }
    }

    @Override
    public void close() {
        writer.close();
        client.close();
    }

    /** What only a person can mend is not tried again and again. */
    private static RuntimeException forFlink(BulkFailedException failure) {
        return failure.lasting() ? new SuppressRestartsException(failure) : failure;
    }
}
