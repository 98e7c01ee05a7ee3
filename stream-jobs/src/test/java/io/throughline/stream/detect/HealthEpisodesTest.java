package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Suspect;
import io.throughline.core.model.Alert;
import io.throughline.core.model.Evidence;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthEpisodesTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private static final Evidence PLACE = new Evidence("event", "flow", "file", 7);

    private final HealthEpisodes episodes = new HealthEpisodes();
    private final Map<String, Alert> alerts = new LinkedHashMap<>();

    @Test
    void isSilentWhileNobodyIsSuspectEnough() {
        look(0, suspect("orders", HealthEpisodes.ENOUGH - 0.1));
        look(30);

        assertThat(alerts).isEmpty();
    }

    @Test
    void makesOneAlertOfOneFaultAndNamesWhoIsMostSuspectInItsBestWindow() {
        look(0, suspect("payments", 6));
        look(30, suspect("orders", 20, "payments"));
        look(60, suspect("payments", 7));

        assertThat(alerts).hasSize(1);
        Alert alert = alerts.values().iterator().next();
        assertThat(alert.entity()).containsEntry("service.name", "orders").containsEntry("container.name", "orders-1");
        assertThat(alert.time()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(alert.windowStart()).isEqualTo(BEGIN);
        assertThat(alert.windowEnd()).isEqualTo(BEGIN.plusSeconds(120));
        assertThat(alert.seen()).isEqualTo("orders is otherwise; suspects: orders (20.0)");
        assertThat(alert.evidence()).containsExactly(PLACE);
        assertThat(alert.count()).isEqualTo(3);
    }

    @Test
    void namesThoseWhoSufferWithItInTheSameAlert() {
        look(0, suspect("orders", 20, "payments"), suspect("payments", 8, "orders"));

        assertThat(alerts.values())
                .extracting(Alert::seen)
                .containsExactly("orders is otherwise; suspects: orders (20.0), payments (8.0)");
    }

    @Test
    void makesAnAlertOfEachOfTwoThatDoNotCallEachOther() {
        look(0, suspect("orders", 20, "payments"), suspect("mail", 8, "queue"));

        assertThat(alerts.values())
                .extracting(alert -> alert.entity().get("service.name"))
                .containsExactlyInAnyOrder("orders", "mail");
    }

    @Test
    void makesAnotherAlertAfterAQuietTime() {
        look(0, suspect("orders", 6));
        look(600, suspect("orders", 6));

        assertThat(alerts).hasSize(2);
    }

    @Test
    void remembersOnlySoManyEpisodesAtOnce() {
        for (int i = 0; i < HealthEpisodes.MAX_OPEN + 20; i++) {
            look(0, suspect("service-" + i, 10));
        }

        assertThat(episodes.open()).hasSize(HealthEpisodes.MAX_OPEN);
    }

    private void look(int seconds, Suspect... suspects) {
        Instant from = BEGIN.plusSeconds(seconds);
        episodes.look(new HealthWatch.Look(from, from.plusSeconds(60), List.of(suspects)), Map.of("record", PLACE))
                .forEach(found -> alerts.put(found.alert().id(), found.alert()));
    }

    private static Suspect suspect(String service, double score, String... neighbours) {
        Suspect.Clue clue = new Suspect.Clue("calls", "GET /", score, service + " is otherwise", List.of("record"));
        return new Suspect(1, service, service + "-1", score, clue.words(), List.of(clue), List.of(neighbours));
    }
}
