package io.throughline.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);

    @Test
    void countsDifferentThingsExactlyWhileTheyAreFew() {
        Distinct distinct = Distinct.none();
        for (int i = 0; i < 1_000; i++) {
            distinct.add(Hash.of("id-" + i % 100));
        }

        assertThat(distinct.count()).isEqualTo(100);
    }

    @Test
    void countsAMillionThingsInTheSameRoomWithinAThird() {
        Distinct distinct = Distinct.none();
        for (int i = 0; i < 1_000_000; i++) {
            distinct.add(Hash.of("id-" + i));
        }

        assertThat(distinct.smallest()).hasSize(Distinct.EXACT);
        assertThat(distinct.count()).isBetween(700_000L, 1_330_000L);
    }

    @Test
    void estimatesHowProbableANewKindIsFromThoseSeenOnce() {
        Novelty novelty = Novelty.empty(NOW);
        for (int i = 0; i < 1_000; i++) {
            novelty = novelty.with(i % 4, NOW, MONTH);
        }
        assertThat(novelty.chanceOfNew()).isLessThan(1e-3);

        for (int i = 0; i < 50; i++) {
            novelty = novelty.with(100 + i, NOW, MONTH);
        }
        assertThat(novelty.chanceOfNew()).isBetween(0.04, 0.1);
    }

    @Test
    void knowsThatNewOnesComeThoughEachIsSeenManyTimes() {
        Novelty novelty = Novelty.empty(NOW);
        for (int i = 0; i < 4_000; i++) {
            novelty = novelty.with(i / 10, NOW, MONTH);
        }

        assertThat(novelty.chanceOfNew()).isBetween(0.05, 0.2);
    }

    @Test
    void hasNothingNewBeyondItsLimitUntilWhatIsOldIsForgotten() {
        Novelty novelty = Novelty.empty(NOW);
        for (int i = 0; i < 5_000; i++) {
            novelty = novelty.with(i, NOW, MONTH);
        }
        assertThat(novelty.kinds()).hasSize(Novelty.MAX_KINDS);
        assertThat(novelty.chanceOfNew()).isEqualTo(1);

        for (int i = 0; i < Novelty.LOOK_EVERY; i++) {
            novelty = novelty.with(9_999, NOW.plus(MONTH).plusSeconds(1), MONTH);
        }
        assertThat(novelty.kinds()).hasSize(1);
    }

    @Test
    void countsDays() {
        Novelty novelty = Novelty.empty(NOW);
        for (int hour = 0; hour < 72; hour++) {
            novelty = novelty.with(1, NOW.plus(Duration.ofHours(hour)), MONTH);
        }

        assertThat(novelty.days()).isEqualTo(4);
    }

    @Test
    void weighsChancesTogetherAsFisherDoes() {
        assertThat(Chance.together(0.01)).isCloseTo(0.01, within(1e-12));
        assertThat(Chance.together(0.01, 0.01)).isCloseTo(1e-4 * (1 + 4 * Math.log(10)), within(1e-9));
        assertThat(Chance.together(1, 1, 1)).isEqualTo(1);
    }

    @Test
    void boundsWhatIsCountedAsChernoffDoes() {
        assertThat(Chance.atLeast(5, 10, 0.5)).isEqualTo(1);
        assertThat(Chance.atLeast(10, 10, 0.5)).isCloseTo(Math.pow(0.5, 10), within(1e-9));
        assertThat(Chance.atLeast(0, 0, 0.5)).isEqualTo(1);
    }
}
