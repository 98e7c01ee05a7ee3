package io.throughline.stream.sources;

import io.throughline.core.model.RawRecord;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The streams of raw records that the job graph can begin with. */
public final class RawSources {
    private RawSources() {}

    /** All of the topic, then what comes; event time also goes on through silence. */
    public static DataStream<RawRecord> kafka(StreamExecutionEnvironment env, KafkaConfig kafka, TimeConfig time) {
        KafkaSource<RawRecord> source = KafkaSource.<RawRecord>builder()
                .setBootstrapServers(kafka.bootstrap())
                .setTopics(kafka.rawTopic())
                .setGroupId(kafka.group())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new RawRecordDeserializer())
                .setProperty("register.consumer.metrics", "false")
                .setProperty("partition.discovery.interval.ms", "60000")
                .build();
        return env.fromSource(source, new SourceWatermarks(time), "read " + kafka.rawTopic())
                .uid("read-raw");
    }
}
