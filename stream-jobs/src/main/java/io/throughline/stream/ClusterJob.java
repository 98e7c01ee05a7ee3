package io.throughline.stream;

import io.throughline.core.config.Settings;
import io.throughline.core.model.RawRecord;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.stream.sinks.ElasticsearchLanding;
import io.throughline.stream.sources.KafkaConfig;
import io.throughline.stream.sources.RawSources;
import io.throughline.stream.sources.SilenceOperator;
import io.throughline.stream.types.RecordTypeInfo;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The graph between Kafka and Elasticsearch, as it runs embedded and on a cluster. */
public final class ClusterJob {
    /** The job's name, in Flink's pages and logs. */
    public static final String NAME = "throughline";

    private ClusterJob() {}

    /** Draws the graph into {@code env}; reads its settings, and leaves {@link Settings#verify} to the caller. */
    public static void draw(StreamExecutionEnvironment env, Settings settings) {
        env.configure(JobSettings.everywhere());
        KafkaConfig kafka = KafkaConfig.from(settings);
        JobConfig config = JobConfig.from(settings);
        ElasticsearchLanding landing =
                new ElasticsearchLanding(ElasticsearchConfig.from(settings), BulkConfig.from(settings), kafka);
        ThroughlineJob.draw(throughSilence(RawSources.kafka(env, kafka, config), config), landing, config);
    }

    private static DataStream<RawRecord> throughSilence(DataStream<RawRecord> raw, JobConfig config) {
        Duration untilClosed = config.time()
                .outOfOrderness()
                .plus(config.correlate().closeAfter())
                .plus(Duration.ofSeconds(1));
        return raw.transform(
                        "go on through silence",
                        RecordTypeInfo.of(RawRecord.class),
                        new SilenceOperator.Factory<>(config.time().idleAfter(), untilClosed))
                .uid("silence");
    }
}
