package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PayloadDetectorTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private final PayloadDetector detector = new PayloadDetector(DetectConfig.from(new Settings(Map.of())));
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, FindingDetector.Group> groups = new HashMap<>();

    private void sees(String client, String template, long seconds, String id) {
        Finding finding = new Finding(
                id,
                "payload-sql-injection",
                1,
                Alert.Severity.HIGH,
                TEN.plusSeconds(seconds),
                Map.of(
                        "service.name",
                        "shop",
                        "url.template",
                        template,
                        "source.ip",
                        client,
                        "part",
                        "query parameter"),
                "query parameter id adds a UNION with another SELECT: -1 union select 1",
                0.9,
                List.of("T1190"),
                List.of("OWASP:A03:2021"),
                List.of(new Finding.Seen("r-" + id, new Evidence(id, null, "file", seconds))));
        String key = detector.keyOf(finding);
        groups.put(key, detector.observe(groups.get(key), finding, alerts::add));
    }

    @Test
    void makesOneAlertOfACallersAttacksOnOneEndpoint() {
        for (int i = 0; i < 8; i++) {
            sees("10.0.0.9", "/items", i, "e" + i);
        }

        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.getFirst().id());
        assertThat(alerts).extracting(Alert::count).containsExactly(1L, 2L, 4L, 8L);
        assertThat(alerts.getLast()).satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Alert.Severity.HIGH);
            assertThat(alert.technique()).containsExactly("T1190");
            assertThat(alert.seen()).contains("adds a UNION").contains("OWASP:A03:2021");
            assertThat(alert.entity()).containsEntry("client", "10.0.0.9").doesNotContainKey("part");
        });
    }

    @Test
    void keepsCallersEndpointsAndWindowsApart() {
        sees("10.0.0.9", "/items", 0, "a");
        sees("10.0.0.8", "/items", 0, "b");
        sees("10.0.0.9", "/orders", 0, "c");
        sees("10.0.0.9", "/items", 600, "d");

        assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates().hasSize(4);
    }
}
