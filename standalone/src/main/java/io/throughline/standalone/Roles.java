package io.throughline.standalone;

import io.throughline.api.ApiConfig;
import io.throughline.core.config.Settings;
import io.throughline.elasticsearch.ElasticsearchConfig;
import io.throughline.elasticsearch.bulk.BulkConfig;
import io.throughline.ingest.containers.ContainersConfig;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.publish.RuleTopicConfig;
import io.throughline.ingest.receive.ReceiveConfig;
import io.throughline.ingest.ship.ShipConfig;
import io.throughline.standalone.demo.DemoConfig;
import io.throughline.standalone.up.FlinkConfig;
import io.throughline.stream.JobConfig;
import io.throughline.stream.sources.KafkaConfig;
import java.util.List;
import java.util.function.Consumer;

/** Every role that reads settings. Whoever adds a {@code *Config} adds it here, or its keys are taken for unknown. */
final class Roles {
    private static final List<Consumer<Settings>> ALL = List.of(
            ApiConfig::from,
            BulkConfig::from,
            ContainersConfig::from,
            DataConfig::from,
            DemoConfig::from,
            ElasticsearchConfig::from,
            EmbeddedConfig::from,
            FlinkConfig::from,
            JobConfig::from,
            KafkaConfig::from,
            LogConfig::from,
            PublishConfig::from,
            ReceiveConfig::from,
            RuleTopicConfig::from,
            ShipConfig::from);

    private Roles() {}

    static void readAll(Settings settings) {
        ALL.forEach(role -> role.accept(settings));
    }
}
