package io.throughline.core.infer.clock;

/**
 * How far one clock is ahead of another.
 *
 * @param micros microseconds to take from times of the clock that is ahead; negative where it is behind
 * @param uncertaintyMicros the truth is seldom further from {@code micros} than this
 */
public record ClockOffset(double micros, double uncertaintyMicros) {
    public ClockOffset {
        if (!Double.isFinite(micros) || !(uncertaintyMicros >= 0)) {
            throw new IllegalArgumentException("no offset: " + micros + " us, uncertain by " + uncertaintyMicros);
        }
    }

    /** As the other clock sees it. */
    ClockOffset reversed() {
        return new ClockOffset(-micros, uncertaintyMicros);
    }
}
