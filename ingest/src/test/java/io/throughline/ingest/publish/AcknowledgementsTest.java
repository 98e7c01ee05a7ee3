package io.throughline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    @Test
    void areSafeOnlyUpToTheFirstGap() {
        Acknowledgements acknowledgements = new Acknowledgements(100);
        long first = acknowledgements.add(110);
        long second = acknowledgements.add(120);
        acknowledgements.complete(second);
        assertThat(acknowledgements.safeOffset()).isEqualTo(100);
        acknowledgements.complete(first);
        assertThat(acknowledgements.safeOffset()).isEqualTo(120);
        assertThat(acknowledgements.pending()).isZero();
    }

    @Test
    void comeInAnyOrder() {
        Random random = new Random(9);
        Acknowledgements acknowledgements = new Acknowledgements(0);
        long offset = 0;
        for (int round = 0; round < 50; round++) {
            List<Long> numbers = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(300); i++) {
                numbers.add(acknowledgements.add(++offset));
            }
            Collections.shuffle(numbers, random);
            numbers.forEach(acknowledgements::complete);
            assertThat(acknowledgements.safeOffset()).isEqualTo(offset);
        }
    }

    @Test
    void forgetARecordThatWasNotTaken() {
        Acknowledgements acknowledgements = new Acknowledgements(0);
        long taken = acknowledgements.add(10);
        long refused = acknowledgements.add(20);
        acknowledgements.withdraw(refused);
        acknowledgements.complete(taken);
        assertThat(acknowledgements.pending()).isZero();
        assertThat(acknowledgements.safeOffset()).isEqualTo(10);
        assertThatThrownBy(() -> acknowledgements.withdraw(taken - 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void neverGoBackWhereARecordIsSafeOnlyUpToAnEarlierOne() {
        Acknowledgements acknowledgements = new Acknowledgements(0);
        acknowledgements.complete(acknowledgements.add(30));
        acknowledgements.complete(acknowledgements.add(20));
        assertThat(acknowledgements.safeOffset()).isEqualTo(30);
    }
}
