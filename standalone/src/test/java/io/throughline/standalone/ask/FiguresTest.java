package io.throughline.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 us",
        "999, 999 us",
        "1000, 1.0 ms",
        "12340, 12.3 ms",
        "120000, 120 ms",
        "1500000, 1.50 s",
        "90000000, 90.00 s",
        "5400000000, 90.0 min",
        "-2000, -2.0 ms",
    })
    void writesDurationsInTheUnitThatLeavesFewDigits(long micros, String text) {
        assertThat(Figures.duration(micros)).isEqualTo(text);
    }
}
