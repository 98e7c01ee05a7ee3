package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.health.HealthWatch;
import io.throughline.core.health.Suspect;
import io.throughline.core.model.Alert;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthEpisodesTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private final HealthEpisodes episodes = new HealthEpisodes();

    @Test
    void isSilentWhileNobodyIsSuspectEnough() {
        look(0, "orders", HealthEpisodes.ENOUGH - 0.1);
        episodes.look(new HealthWatch.Look(BEGIN, BEGIN.plusSeconds(60), List.of()));

        assertThat(episodes.end()).isEmpty();
    }

    @Test
    void makesOneAlertOfOneFaultAndNamesWhoIsMostSuspectInItsBestWindow() {
        look(0, "payments", 6);
        look(30, "orders", 20);
        look(60, "payments", 7);

        List<HealthEpisodes.Found> found = episodes.end();

        assertThat(found).hasSize(1);
        Alert alert = found.getFirst().alert();
        assertThat(alert.entity()).containsEntry("service.name", "orders").containsEntry("container.name", "orders-1");
        assertThat(alert.time()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(alert.windowStart()).isEqualTo(BEGIN);
        assertThat(alert.windowEnd()).isEqualTo(BEGIN.plusSeconds(120));
        assertThat(alert.seen()).isEqualTo("orders is otherwise; suspects: orders (20.0)");
        assertThat(found.getFirst().records()).containsExactly("record");
    }

    @Test
    void makesAnotherAlertAfterAQuietTime() {
        look(0, "orders", 6);
        look(600, "orders", 6);

        assertThat(episodes.end())
                .extracting(found -> found.alert().id())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    private void look(int seconds, String service, double score) {
        Suspect.Clue clue = new Suspect.Clue("calls", "GET /", score, service + " is otherwise", List.of("record"));
        Instant from = BEGIN.plusSeconds(seconds);
        episodes.look(new HealthWatch.Look(
                from,
                from.plusSeconds(60),
                List.of(new Suspect(1, service, service + "-1", score, clue.words(), List.of(clue)))));
    }
}
