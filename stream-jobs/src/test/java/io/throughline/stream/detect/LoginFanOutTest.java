package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginFanOutTest {
    private static final long MINUTE = 60_000;
    private static final long LEARNED = 180 * MINUTE;

    private final EndpointDetector detector = new EndpointDetector(
            PrincipalConfig.from(new Settings(Map.of())), Duration.ofHours(1), Duration.ofDays(30));
    private final Random random = new Random(5);
    private final List<Alert> alerts = new ArrayList<>();
    private EndpointDetector.@Nullable Endpoint endpoint;

    private void sees(String user, String place, boolean succeeds, long millis) {
        Ask ask = Asks.by(user)
                .of("POST", "/api/v1/users/login")
                .from(place)
                .sized(200)
                .answered(succeeds ? 200 : 401)
                .at(millis);
        endpoint = detector.observe(endpoint, ask, alerts::add);
    }

    /** A login every ten seconds; one in ten fails and is tried again. */
    private void learns(long untilMillis) {
        for (long time = 0; time < untilMillis; time += 10_000) {
            int person = random.nextInt(100);
            boolean fails = random.nextInt(10) == 0;
            sees("person-" + person, "203.0.113." + person, !fails, time);
            if (fails) {
                sees("person-" + person, "203.0.113." + person, true, time + 4_000);
            }
        }
    }

    @Test
    void isSilentOnMistypedPasswords() {
        learns(4 * LEARNED);

        assertThat(alerts).isEmpty();
    }

    @Test
    void findsOneSourceThatTriesManyUsers() {
        learns(LEARNED);
        for (int i = 0; i < 40; i++) {
            sees("person-" + i, "198.51.100.1", false, LEARNED + i * 1_000L);
        }

        assertThat(alerts).extracting(Alert::rule).containsOnly(LoginFanOut.RULE);
        assertThat(alerts.getFirst().entity()).containsEntry("source.ip", "198.51.100.1");
        assertThat(alerts.getFirst().severity()).isEqualTo(Alert.Severity.HIGH);
        assertThat(alerts.getFirst().count()).isEqualTo(1);
        assertThat(alerts.getFirst().evidence()).hasSizeGreaterThan(2);
    }

    @Test
    void isGraverOnceOneOfThemSucceeds() {
        learns(LEARNED);
        for (int i = 0; i < 8; i++) {
            sees("person-" + i, "198.51.100.1", false, LEARNED + i * 60_000L);
        }
        sees("person-9", "198.51.100.1", true, LEARNED + 9 * 60_000L);

        assertThat(alerts.getLast().severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(alerts.getLast().seen()).contains("then a success as person-9");
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.getFirst().id());
    }

    @Test
    void findsOneUserWhoIsTriedFromManySources() {
        learns(LEARNED);
        for (int i = 0; i < 10; i++) {
            sees("person-1", "198.51.100." + i, false, LEARNED + i * 5_000L);
        }

        assertThat(alerts).extracting(Alert::rule).containsOnly(LoginFanOut.RULE);
        assertThat(alerts.getFirst().entity()).containsEntry("user.id", "person-1");
    }
}
