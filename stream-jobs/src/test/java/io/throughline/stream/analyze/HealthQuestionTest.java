package io.throughline.stream.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.store.TimeRange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthQuestionTest {
    @Test
    void readsTwoInstants() {
        assertThat(HealthQuestion.range("2026-03-01T10:00:00Z/2026-03-01T10:03:00.5Z"))
                .isEqualTo(new TimeRange(
                        Instant.parse("2026-03-01T10:00:00Z"), Instant.parse("2026-03-01T10:03:00.500Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "2026-03-01T10:00:00Z",
                "2026-03-01T10:00:00Z/",
                "2026-03-01T10:00:00Z/soon",
                "2026-03-01T10:00:00Z/2026-03-01T09:00:00Z",
                "2026-03-01T10:00:00Z/2026-03-01T10:01:00Z/2026-03-01T10:02:00Z"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> HealthQuestion.range(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
