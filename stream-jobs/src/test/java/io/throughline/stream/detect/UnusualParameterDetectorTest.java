package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import io.throughline.core.profile.RequestShape;
import io.throughline.core.profile.ValueShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnusualParameterDetectorTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private final UnusualParameterDetector detector = new UnusualParameterDetector(DetectConfig.from(
            new Settings(Map.of("detect.learn-for", "60s", "detect.unusual-parameter.min-values", "50"))));
    private final List<Alert> alerts = new ArrayList<>();
    private UnusualParameterDetector.@Nullable Endpoint endpoint;
    private int seconds;

    private void sees(String client, String id) {
        seconds++;
        endpoint = detector.observe(
                endpoint,
                new RequestShape(
                        "shop",
                        "GET",
                        "/items",
                        client,
                        TEN.plusSeconds(seconds),
                        List.of(ValueShape.of("id", id)),
                        null,
                        "event" + seconds,
                        "file",
                        seconds),
                alerts::add);
    }

    private void learns() {
        for (int i = 0; i < 300; i++) {
            sees("client" + i % 12, Integer.toString(i * 37));
        }
    }

    @Test
    void alertsOnAValueThatDoesNotFit() {
        learns();
        assertThat(alerts).isEmpty();

        sees("stranger", "4711)) and (('a'");

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.entity()).containsEntry("client", "stranger").containsEntry("parameter", "id");
            assertThat(alert.seen()).contains("parameter id has ");
            assertThat(alert.evidence()).hasSize(1);
        });
    }

    @Test
    void isSilentWhileItLearns() {
        sees("a", "1");
        sees("b", "<script>");

        assertThat(alerts).isEmpty();
    }

    @Test
    void keepsAlertingOnOneClientHoweverOftenItTries() {
        learns();
        for (int i = 0; i < 200; i++) {
            sees("stranger", i + ")) and (('a'");
        }

        assertThat(alerts).extracting(Alert::count).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L);
    }
}
