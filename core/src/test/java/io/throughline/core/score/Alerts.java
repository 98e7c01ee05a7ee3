package io.throughline.core.score;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alerts for tests. */
final class Alerts {
    static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    private Alerts() {}

    static Alert of(String id, String rule, long from, long to, Map<String, String> entity, String... flows) {
        List<Evidence> evidence = new ArrayList<>();
        for (String flow : flows) {
            evidence.add(new Evidence("e-" + id, flow, "file", 7));
        }
        return new Alert(
                id,
                rule,
                1,
                Alert.Severity.HIGH,
                "title of " + id,
                TEN.plusSeconds(from),
                TEN.plusSeconds(from),
                TEN.plusSeconds(to),
                entity,
                "nothing",
                "something",
                List.of("T1021"),
                evidence,
                1);
    }
}
