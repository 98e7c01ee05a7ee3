package io.throughline.standalone.up;

import io.throughline.core.config.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job graph between Kafka and Elasticsearch. */
@FunctionalInterface
public interface LineJob {
    /** @param settings in which {@code kafka.bootstrap} and {@code elasticsearch.url} are those of the running servers */
    void draw(StreamExecutionEnvironment environment, Settings settings);
}
