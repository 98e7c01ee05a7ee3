package io.throughline.bench;

import io.throughline.stream.sources.KafkaConfig;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** The limit: reads a topic's values and does nothing with them. */
final class BareJob {
    private BareJob() {}

    static void draw(StreamExecutionEnvironment env, KafkaConfig kafka) {
        KafkaSource<byte[]> source = KafkaSource.<byte[]>builder()
                .setBootstrapServers(kafka.bootstrap())
                .setTopics(kafka.rawTopic())
                .setGroupId(kafka.group() + "-bare")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new Bytes())
                .setProperty("register.consumer.metrics", "false")
                .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "read")
                .uid("read")
                .sinkTo(new DiscardingSink<>())
                .uid("discard");
    }

    private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] deserialize(byte[] message) {
            return message;
        }
    }
}
