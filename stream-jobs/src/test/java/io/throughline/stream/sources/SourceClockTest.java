package io.throughline.stream.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SourceClockTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final SourceClock clock = new SourceClock(Duration.ofSeconds(5), Duration.ofHours(1));

    private void saw(String source, long time, long at) {
        clock.saw(source, time, at, NOW + at);
    }

    @Test
    void isAsFarAsTheSourceFurthestBehind() {
        saw("a", NOW - 100, 0);
        saw("b", NOW - 900, 0);

        assertThat(clock.reached(1)).hasValue(NOW - 900);
    }

    @Test
    void doesNotGoBackWithARecordOutOfOrder() {
        saw("a", NOW - 100, 0);
        saw("a", NOW - 5_000, 0);

        assertThat(clock.reached(1)).hasValue(NOW - 100);
    }

    @Test
    void doesNotWaitForASilentSource() {
        saw("a", NOW - 900, 0);
        saw("b", NOW - 100, 6_000);

        assertThat(clock.reached(6_000)).hasValue(NOW - 100);
    }

    @Test
    void knowsNoTimeWhenAllAreSilent() {
        saw("a", NOW, 0);

        assertThat(clock.reached(6_000)).isEmpty();
    }

    @Test
    void isNotHeldBackByAClockThatIsTenYearsSlow() {
        saw("a", NOW - 100, 0);
        saw("slow", NOW - 10 * 365 * 24 * HOUR, 0);

        assertThat(clock.reached(1)).hasValue(NOW - 100);
    }

    @Test
    void isNotPulledAheadByAClockThatIsTenYearsFast() {
        saw("a", NOW - 100, 0);
        saw("fast", NOW + 10 * 365 * 24 * HOUR, 0);

        assertThat(clock.reached(1)).hasValue(NOW - 100);
    }

    @Test
    void forgetsSilentSourcesWhenThereAreTooMany() {
        for (int i = 0; i < SourceClock.MAX_SOURCES; i++) {
            saw("s" + i, NOW - HOUR / 2, 0);
        }
        saw("new", NOW, 10_000);

        assertThat(clock.reached(10_000)).hasValue(NOW);
    }
}
