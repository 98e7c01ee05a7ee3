package io.throughline.core.infer.pair;

/**
 * How likely an inbound record is that no known call caused: such records come at a steady rate and last as long as all of their group
 * do. This is what a pair must beat.
 */
final class Alone {
    private final double logRate;
    private final DelayDensity durations;

    /** @param perMicro records without another side, per microsecond */
    Alone(double perMicro, DelayDensity durations) {
        logRate = Math.log(perMicro);
        this.durations = durations;
    }

    /** Natural logarithm of how unlikely it is that a record of this duration, in microseconds, is there by itself. */
    double weight(long duration) {
        return -logRate - durations.log(duration);
    }
}
