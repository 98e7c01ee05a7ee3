package io.throughline.core.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void addsUpTheLatestSlots() {
        Pace pace = Pace.begin(100).with(100, 7).with(102, 5).with(104, 1);

        assertThat(pace.at(104)).isEqualTo(13);
        assertThat(pace.at(105)).isEqualTo(6);
        assertThat(pace.at(108)).isEqualTo(1);
        assertThat(pace.at(1_000)).isZero();
    }

    @Test
    void forgetsWhatHasSlidOut() {
        Pace pace = Pace.begin(100).with(100, 7).with(105, 5);

        assertThat(pace.at(105)).isEqualTo(5);
        assertThat(pace.with(1_000_000, 2).at(1_000_000)).isEqualTo(2);
    }

    @Test
    void countsWhatComesLateInTheLatestSlot() {
        Pace pace = Pace.begin(100).with(104, 1).with(101, 3);

        assertThat(pace.at(104)).isEqualTo(4);
        assertThat(pace.since(104)).isEqualTo(4);
        assertThat(pace.since(105)).isZero();
    }

    @Test
    void slidesOverTheBeginningOfTime() {
        Pace pace = Pace.begin(-3).with(-3, 1).with(1, 2);

        assertThat(pace.at(1)).isEqualTo(3);
        assertThat(pace.at(2)).isEqualTo(2);
    }
}
