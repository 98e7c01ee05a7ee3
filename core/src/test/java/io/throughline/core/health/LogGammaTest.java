package io.throughline.core.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogGammaTest {
    @Test
    void isTheLogarithmOfTheFactorialBefore() {
        assertThat(LogGamma.of(1)).isCloseTo(0, within(1e-9));
        assertThat(LogGamma.of(6)).isCloseTo(Math.log(120), within(1e-9));
        assertThat(LogGamma.of(21)).isCloseTo(Math.log(2_432_902_008_176_640_000.0), within(1e-9));
    }

    @Test
    void isRightBetweenWholeNumbers() {
        assertThat(LogGamma.of(0.5)).isCloseTo(Math.log(Math.sqrt(Math.PI)), within(1e-9));
    }

    @Test
    void multipliesFewFactorsAsItDoesMany() {
        assertThat(LogGamma.rising(2.5, 4)).isCloseTo(LogGamma.of(6.5) - LogGamma.of(2.5), within(1e-9));
        assertThat(LogGamma.rising(2.5, 0)).isZero();
    }
}
