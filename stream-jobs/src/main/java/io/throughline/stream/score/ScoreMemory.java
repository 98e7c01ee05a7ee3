package io.throughline.stream.score;

import io.throughline.core.score.ExposureMemory;
import io.throughline.core.score.GroupsMemory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What scoring remembers of everything.
 *
 * @param look when what is over is to be forgotten; null: nothing is remembered
 */
record ScoreMemory(
        ExposureMemory exposure,
        GroupsMemory groups,
        @Nullable Instant look) {
    static ScoreMemory empty() {
        return new ScoreMemory(ExposureMemory.empty(), GroupsMemory.empty(), null);
    }

    ScoreMemory lookedAt(@Nullable Instant next) {
        return new ScoreMemory(exposure, groups, next);
    }

    boolean isEmpty() {
        return groups.alerts().isEmpty()
                && exposure.lastCall().isEmpty()
                && exposure.traits().isEmpty();
    }
}
