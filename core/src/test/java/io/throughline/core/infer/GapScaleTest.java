package io.throughline.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GapScaleTest {
    /** As the scale is defined. */
    private static int computed(long gap) {
        double x = Math.abs(gap) / 4.0;
        double scaled = Math.log(x + Math.sqrt(x * x + 1)) / 0.06;
        return Math.clamp(400 + (int) Math.floor(gap < 0 ? -scaled : scaled), 0, GapScale.BINS - 1);
    }

    @Test
    void looksUpTheBinThatTheScaleDefines() {
        Random random = new Random(3);
        for (long gap = -20_000; gap <= 20_000; gap++) {
            assertThat(GapScale.bin(gap)).as("%d us", gap).isEqualTo(computed(gap));
        }
        for (int i = 0; i < 100_000; i++) {
            long gap = random.nextLong() >> random.nextInt(20, 64);
            assertThat(GapScale.bin(gap)).as("%d us", gap).isEqualTo(computed(gap));
        }
    }

    @Test
    void putsWhatIsBeyondTheScaleIntoItsEnds() {
        assertThat(GapScale.bin(Long.MAX_VALUE)).isEqualTo(GapScale.BINS - 1);
        assertThat(GapScale.bin(Long.MIN_VALUE)).isZero();
        assertThat(GapScale.bin(1L << 36)).isEqualTo(GapScale.BINS - 1);
        assertThat(GapScale.bin(-(1L << 36))).isZero();
    }
}
