package io.throughline.stream;

import io.throughline.core.config.Settings;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.stream.rules.RuleStages;
import io.throughline.stream.sinks.ElasticsearchLanding;
import io.throughline.stream.sources.KafkaConfig;
import io.throughline.stream.sources.RawSources;
import io.throughline.stream.sources.RuleSources;
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
        RuleStages.Changes changes = config.rules().runTime()
                ? new RuleStages.Changes(RuleSources.kafka(env, kafka), kafka.rulesTopic())
                : null;
        ThroughlineJob.draw(RawSources.kafka(env, kafka, config), changes, landing, config);
    }
}
