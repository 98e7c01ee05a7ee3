package io.throughline.stream;

import io.throughline.core.config.Settings;
import io.throughline.core.mask.MaskConfig;
import io.throughline.core.parse.ParseLimits;
import io.throughline.core.rule.live.RulesConfig;
import io.throughline.stream.behaviour.BehaviourConfig;
import io.throughline.stream.correlate.CorrelateConfig;
import io.throughline.stream.detect.DetectConfig;
import io.throughline.stream.detect.PrincipalConfig;
import io.throughline.stream.health.HealthConfig;
import io.throughline.stream.infer.InferConfig;
import io.throughline.stream.inventory.InventoryConfig;
import io.throughline.stream.score.ScoreConfig;
import io.throughline.stream.sources.TimeConfig;
import java.io.Serializable;

/** What the job graph may be told, one record per stage. */
public record JobConfig(
        TimeConfig time,
        MaskConfig mask,
        ParseLimits parse,
        CorrelateConfig correlate,
        InferConfig infer,
        DetectConfig detect,
        PrincipalConfig principals,
        RulesConfig rules,
        BehaviourConfig behaviour,
        InventoryConfig inventory,
        ScoreConfig score,
        HealthConfig health)
        implements Serializable {
    /** The same for those who judge health themselves. */
    public JobConfig withoutHealth() {
        return new JobConfig(
                time,
                mask,
                parse,
                correlate,
                infer,
                detect,
                principals,
                rules,
                behaviour,
                inventory,
                score,
                health.unwatched());
    }

    public static JobConfig from(Settings settings) {
        return new JobConfig(
                TimeConfig.from(settings),
                MaskConfig.from(settings),
                ParseLimits.from(settings),
                CorrelateConfig.from(settings),
                InferConfig.from(settings),
                DetectConfig.from(settings),
                PrincipalConfig.from(settings),
                RulesConfig.from(settings),
                BehaviourConfig.from(settings),
                InventoryConfig.from(settings),
                ScoreConfig.from(settings),
                HealthConfig.from(settings));
    }
}
