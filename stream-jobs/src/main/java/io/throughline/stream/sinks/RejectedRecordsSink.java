package io.throughline.stream.sinks;

import io.throughline.core.model.Rejected;
import io.throughline.stream.sources.KafkaConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Keeps what could not be read, with its reason, in {@code throughline.rejected}. At least once. */
final class RejectedRecordsSink {
    private RejectedRecordsSink() {}

    static KafkaSink<Rejected> of(KafkaConfig kafka) {
        return KafkaSink.<Rejected>builder()
                .setBootstrapServers(kafka.bootstrap())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("register.producer.metrics", "false")
                .setProperty("acks", "all")
                .setRecordSerializer(new Serializer(kafka.rejectedTopic()))
                .build();
    }

    private static final class Serializer implements KafkaRecordSerializationSchema<Rejected> {
        private static final long serialVersionUID = 1L;

        private final String topic;

        Serializer(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(Rejected rejected, KafkaSinkContext context, Long timestamp) {
            return RejectedHeaders.of(topic, rejected.record(), rejected.reason());
        }
    }
}
