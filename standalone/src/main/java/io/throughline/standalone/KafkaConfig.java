package io.throughline.standalone;

import io.throughline.core.config.Settings;

/**
 * The Kafka that the shippers write to and the jobs read from.
 *
 * @param bootstrap {@code host:port}, comma-separated, {@code kafka.bootstrap}
 * @param rawTopic {@code kafka.topic.raw}
 * @param rejectedTopic {@code kafka.topic.rejected}
 * @param partitions of each topic when it is made here, {@code kafka.partitions}
 */
public record KafkaConfig(String bootstrap, String rawTopic, String rejectedTopic, int partitions) {
    public static KafkaConfig from(Settings settings) {
        return new KafkaConfig(
                settings.string("kafka.bootstrap", "127.0.0.1:19092"),
                settings.string("kafka.topic.raw", "throughline.raw"),
                settings.string("kafka.topic.rejected", "throughline.rejected"),
                settings.integer("kafka.partitions", 4, 1, 1_000));
    }
}
