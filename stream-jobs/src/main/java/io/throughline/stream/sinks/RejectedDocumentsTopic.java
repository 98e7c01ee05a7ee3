package io.throughline.stream.sinks;

import io.throughline.elasticsearch.IndexDocument;
import io.throughline.elasticsearch.bulk.RejectedDocuments;
import io.throughline.stream.sources.KafkaConfig;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Keeps documents that Elasticsearch will never take, with its reason, in {@code throughline.rejected}. */
final class RejectedDocumentsTopic implements RejectedDocuments {
    private final KafkaConfig kafka;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private @Nullable Producer<byte[], byte[]> producer;

    private RejectedDocumentsTopic(KafkaConfig kafka) {
        this.kafka = kafka;
    }

    static RejectedDocuments.Factory factory(KafkaConfig kafka) {
        return () -> new RejectedDocumentsTopic(kafka);
    }

    @Override
    public void reject(IndexDocument document, String reason) {
        if (producer == null) {
            // Rejected documents are rare: most writers never need a producer.
            producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", kafka.bootstrap(), "acks", "all"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        var unused = producer.send(
                RejectedHeaders.message(
                        kafka.rejectedTopic(), document.index() + "/" + document.id(), document.json(), reason),
                (metadata, thrown) -> failure.compareAndSet(null, thrown));
    }

    @Override
    public void flush() {
        if (producer != null) {
            producer.flush();
        }
        Exception thrown = failure.getAndSet(null);
        if (thrown != null) {
            throw new KafkaException("a rejected document could not be kept in " + kafka.rejectedTopic(), thrown);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close();
        }
    }
}
