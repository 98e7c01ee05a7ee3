package io.throughline.stream.sources;

import io.throughline.core.config.Settings;
import java.io.Serializable;

/**
 * Where raw records and rules come from and rejected ones go.
 *
 * @param rulesTopic where rules come, change and go while the jobs run
 * @param bootstrap brokers, {@code host:port,host:port}
 * @param group under which offsets are committed, for people to see the lag; the job's own offsets are in its checkpoints
 */
public record KafkaConfig(String bootstrap, String rawTopic, String rejectedTopic, String rulesTopic, String group)
        implements Serializable {
    public static KafkaConfig from(Settings settings) {
        return new KafkaConfig(
                settings.string("kafka.bootstrap", "127.0.0.1:19092"),
                settings.string("kafka.topic.raw", "throughline.raw"),
                settings.string("kafka.topic.rejected", "throughline.rejected"),
                settings.string("kafka.topic.rules", "throughline.rules"),
                settings.string("kafka.group", "throughline-jobs"));
    }
}
