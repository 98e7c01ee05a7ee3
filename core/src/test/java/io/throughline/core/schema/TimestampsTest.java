package io.throughline.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    @Test
    void writesThreeSixOrNineDigitsOfASecond() {
        assertThat(Timestamps.format(Instant.parse("2023-01-29T08:42:10Z"))).isEqualTo("2023-01-29T08:42:10.000Z");
        assertThat(Timestamps.format(Instant.parse("2023-01-29T08:42:10.5Z"))).isEqualTo("2023-01-29T08:42:10.500Z");
        assertThat(Timestamps.format(Instant.parse("2023-01-29T08:42:10.000001Z")))
                .isEqualTo("2023-01-29T08:42:10.000001Z");
        assertThat(Timestamps.format(Instant.parse("2023-01-29T08:42:10.176365235Z")))
                .isEqualTo("2023-01-29T08:42:10.176365235Z");
    }

    @Test
    void agreesWithTheCalendarOnRandomInstants() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(-62_167_219_200L, 253_402_300_800L), 1 + random.nextInt(999_999_999));
            assertThat(Instant.parse(Timestamps.format(instant))).isEqualTo(instant);
        }
    }

    @Test
    void leavesYearsWithoutFourDigitsToTheLibrary() {
        assertThat(Timestamps.writable(Instant.MAX)).isFalse();
        assertThat(Timestamps.format(Instant.MAX)).isEqualTo(Instant.MAX.toString());
        assertThat(Timestamps.format(Instant.MIN)).isEqualTo(Instant.MIN.toString());
    }
}
