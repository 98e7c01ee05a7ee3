package io.throughline.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TailTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private Tail tail = Tail.empty(NOW);

    private void learns(long quantity, int times) {
        for (int i = 0; i < times; i++) {
            tail = tail.with(quantity, NOW);
        }
    }

    @Test
    void saysNothingBeforeItHasLearned() {
        assertThat(tail.chance(1_000_000)).isEqualTo(1);
    }

    @Test
    void findsAFewMoreImprobableWhereOneIsAllThatEverWas() {
        learns(1, 200);

        assertThat(tail.chance(1)).isGreaterThan(0.9);
        assertThat(tail.chance(2)).isBetween(1e-3, 1e-2);
        assertThat(tail.chance(5)).isLessThan(1e-7);
    }

    @Test
    void trustsAShortHistoryLess() {
        learns(1, 10);
        double early = tail.chance(8);
        learns(1, 1_000);

        assertThat(early).isGreaterThan(1e-6);
        assertThat(tail.chance(8)).isLessThan(1e-12);
    }

    @Test
    void countsAFewGreatReadersAsATailOfTheirOwn() {
        for (int i = 0; i < 40; i++) {
            learns(40 + i * 3L, 1);
            learns(1, 9);
        }

        assertThat(tail.chance(300)).isGreaterThan(1e-6);
        assertThat(tail.chance(50)).isGreaterThan(0.01);
    }

    @Test
    void neverCallsImprobableWhatWasFrequent() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            tail = tail.with(Math.round(Math.exp(8 + random.nextGaussian())), NOW);
        }

        assertThat(tail.chance(tail.quantile(0.99))).isGreaterThan(0.005);
        assertThat(tail.chance(Math.round(Math.exp(8 + 3)))).isGreaterThan(1e-4);
        assertThat(tail.chance(Math.round(Math.exp(8 + 9)))).isLessThan(1e-6);
    }

    @Test
    void alertsNoMoreOftenThanItsChanceSaysOnWhatItLearnsFrom() {
        Random random = new Random(11);
        int beyond = 0;
        for (int run = 0; run < 200; run++) {
            Tail one = Tail.empty(NOW);
            for (int i = 0; i < 300; i++) {
                one = one.with(1 + (long) (-3 * Math.log(1 - random.nextDouble())), NOW);
            }
            for (int i = 0; i < 100; i++) {
                beyond += one.chance(1 + (long) (-3 * Math.log(1 - random.nextDouble()))) < 1e-3 ? 1 : 0;
            }
        }

        assertThat(beyond).isLessThanOrEqualTo(30);
    }

    @Test
    void fadesByHalfInAWeek() {
        learns(5, 100);
        learns(6, 1);

        tail = tail.with(5, NOW.plus(Tail.HALF_LIFE).plusSeconds(1));

        assertThat(tail.samples()).isEqualTo(51);
        assertThat(tail.most()).isEqualTo(5);
    }

    @Test
    void isNotMovedFarByOneThatNobodyElseIsLike() {
        learns(5, 500);
        learns(500, 1);

        assertThat(tail.chance(400)).isLessThan(1e-6);
    }

    @Test
    void learnsWhatHasBecomeUsual() {
        learns(5, 500);
        learns(500, 500);

        assertThat(tail.chance(400)).isGreaterThan(0.01);
    }

    @Test
    void keepsAStepForEachEighthOfADoubling() {
        assertThat(Tail.step(32)).isEqualTo(32);
        assertThat(Tail.step(64)).isEqualTo(40);
        assertThat(Tail.step(128)).isEqualTo(48);
        assertThat(Tail.quantity(48)).isEqualTo(128);
        assertThat(Tail.step(Long.MAX_VALUE)).isEqualTo(Tail.MAX_STEPS - 1);
    }
}
