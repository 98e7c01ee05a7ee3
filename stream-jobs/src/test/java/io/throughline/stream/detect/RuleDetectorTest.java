package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleDetectorTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private final RuleDetector detector = new RuleDetector(Duration.ofMinutes(10));
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, FindingDetector.Group> groups = new HashMap<>();

    private void finds(String rule, int version, String user, long seconds, String... events) {
        Finding finding = new Finding(
                "f-" + events[0],
                rule,
                version,
                Alert.Severity.HIGH,
                TEN.plusSeconds(seconds),
                Map.of("service.name", "shop", "user.id", user),
                "Web shell asked for: url.path is /shell.php",
                0.8,
                List.of("T1505.003"),
                List.of(),
                List.of(events).stream()
                        .map(event -> new Finding.Seen(event, new Evidence(event, null, "file", seconds)))
                        .toList());
        String key = detector.keyOf(finding);
        groups.put(key, detector.observe(groups.get(key), finding, alerts::add));
    }

    @Test
    void makesOneAlertOfWhatARuleFindsAboutOneEntity() {
        for (int i = 0; i < 4; i++) {
            finds("shell", 1, "ann", i, "e" + i);
        }

        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.getFirst().id());
        assertThat(alerts).extracting(Alert::count).containsExactly(1L, 2L, 4L);
        assertThat(alerts.getLast().title()).isEqualTo("Web shell asked for, shop, ann");
        assertThat(alerts.getLast().seen()).isEqualTo("Web shell asked for: url.path is /shell.php and 3 more");
        assertThat(alerts.getLast().evidence()).hasSize(4);
    }

    @Test
    void keepsRulesVersionsEntitiesAndWindowsApart() {
        finds("shell", 1, "ann", 0, "a");
        finds("other", 1, "ann", 0, "b");
        finds("shell", 2, "ann", 0, "c");
        finds("shell", 1, "bob", 0, "d");
        finds("shell", 1, "ann", 600, "e");

        assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates().hasSize(5);
    }

    @Test
    void showsAllRecordsOfACorrelationAndCountsItOnce() {
        finds("guessing", 1, "ann", 0, "a", "b", "c");

        assertThat(alerts).hasSize(1);
        assertThat(alerts.getFirst().count()).isEqualTo(1);
        assertThat(alerts.getFirst().evidence()).extracting(Evidence::event).containsExactly("a", "b", "c");
    }
}
