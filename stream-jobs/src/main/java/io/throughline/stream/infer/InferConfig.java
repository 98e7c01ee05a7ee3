package io.throughline.stream.infer;

import io.throughline.core.config.Settings;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long inference waits, in event time.
 *
 * @param every an instance's requests are judged this often
 * @param hold a request is judged this long after its end, when those that went on beside it are mostly known, too
 * @param learnFor before an instance's first judgement its ways are watched this long
 * @param waitForCaller a request waits this long for the call that it may be, a call for its request
 * @param forgetAfter an instance without records is forgotten after it, with what was learned of it
 * @param partialIds whether records with trace ids take part, so that flows are joined where some of their records have none
 * @param maxSpans records of one instance that may wait; those beyond are flows of their own
 */
public record InferConfig(
        Duration every,
        Duration hold,
        Duration learnFor,
        Duration waitForCaller,
        Duration forgetAfter,
        boolean partialIds,
        int maxSpans)
        implements Serializable {
    public static InferConfig from(Settings settings) {
        return new InferConfig(
                settings.duration("infer.every", Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(5)),
                settings.duration("infer.hold", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMinutes(5)),
                settings.duration("infer.learn-for", Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1)),
                settings.duration(
                        "infer.wait-for-caller", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofHours(1)),
                settings.duration("infer.forget-after", Duration.ofDays(1), Duration.ofMinutes(1), Duration.ofDays(30)),
                settings.flag("infer.partial-ids", true),
                settings.integer("infer.max-spans", 200_000, 1_000, 10_000_000));
    }
}
