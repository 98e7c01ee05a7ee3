package io.throughline.stream.sources;

import io.throughline.core.model.RawRecord;
import io.throughline.stream.JobConfig;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The streams of raw records that the job graph can begin with. */
public final class RawSources {
    private RawSources() {}

    /** All of the topic, then what comes. */
    public static DataStream<RawRecord> kafka(StreamExecutionEnvironment env, KafkaConfig kafka, JobConfig config) {
        return stream(env, source(kafka).build(), kafka, config);
    }

    /** What the topic holds now. */
    public static DataStream<RawRecord> kafkaUntilNow(
            StreamExecutionEnvironment env, KafkaConfig kafka, JobConfig config) {
        return stream(env, source(kafka).setBounded(OffsetsInitializer.latest()).build(), kafka, config);
    }

    private static KafkaSourceBuilder<RawRecord> source(KafkaConfig kafka) {
        return KafkaSource.<RawRecord>builder()
                .setBootstrapServers(kafka.bootstrap())
                .setTopics(kafka.rawTopic())
                .setGroupId(kafka.group())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new RawRecordDeserializer())
                .setProperty("register.consumer.metrics", "false")
                .setProperty("partition.discovery.interval.ms", "60000");
    }

    private static DataStream<RawRecord> stream(
            StreamExecutionEnvironment env, KafkaSource<RawRecord> source, KafkaConfig kafka, JobConfig config) {
        return env.fromSource(
                        source,
                        new SourceWatermarks(config.time(), config.correlate().closeAfter()),
                        "read " + kafka.rawTopic())
                .uid("read-raw");
    }
}
