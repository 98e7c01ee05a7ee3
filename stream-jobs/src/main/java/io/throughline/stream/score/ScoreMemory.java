package io.throughline.stream.score;

import io.throughline.core.score.ExposureMemory;

/** What scoring remembers of everything. */
record ScoreMemory(ExposureMemory exposure) {
    static ScoreMemory empty() {
        return new ScoreMemory(ExposureMemory.empty());
    }
}
