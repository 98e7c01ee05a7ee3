package io.throughline.standalone.up;

import io.throughline.api.ApiConfig;
import io.throughline.core.config.Settings;
import io.throughline.core.rule.live.RulesConfig;
import io.throughline.ingest.publish.PublishConfig;
import io.throughline.ingest.publish.RuleTopicConfig;
import io.throughline.ingest.receive.ReceiveConfig;
import io.throughline.standalone.DataConfig;
import io.throughline.standalone.EmbeddedConfig;
import io.throughline.standalone.LogConfig;

/** Everything that the embedded line is told. */
public record LineConfig(
        DataConfig data,
        EmbeddedConfig servers,
        FlinkConfig flink,
        PublishConfig topics,
        ReceiveConfig receive,
        RuleTopicConfig ruleTopic,
        RulesConfig rules,
        ApiConfig api,
        LogConfig log) {
    public static LineConfig from(Settings settings) {
        return new LineConfig(
                DataConfig.from(settings),
                EmbeddedConfig.from(settings),
                FlinkConfig.from(settings),
                PublishConfig.from(settings),
                ReceiveConfig.from(settings),
                RuleTopicConfig.from(settings),
                RulesConfig.from(settings),
                ApiConfig.from(settings),
                LogConfig.from(settings));
    }
}
