package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalDetectorTest {
    private static final long LEARNED = 180 * 60_000;

    private final PrincipalConfig config = PrincipalConfig.from(new Settings(Map.of()));
    private final PrincipalDetector detector = new PrincipalDetector(config, Duration.ofHours(1), Duration.ofDays(30));
    private final Random random = new Random(9);
    private final List<Alert> alerts = new ArrayList<>();
    private final Map<String, PrincipalDetector.Part> parts = new HashMap<>();

    private void sees(Asks ask, long millis) {
        for (NamedAsk named : NamedAsk.of(ask.at(millis))) {
            String key = detector.keyOf(named);
            parts.put(key, detector.observe(parts.get(key), named, alerts::add));
        }
    }

    /** A hundred customers, each with a session from one address, and two of the staff. */
    private void learns(long untilMillis) {
        for (long time = 0; time < untilMillis; time += 2_000) {
            int person = random.nextInt(102);
            sees(person < 100 ? customer(person) : staff(person), time);
        }
    }

    private Asks customer(int person) {
        return Asks.by("person-" + person)
                .in("customer")
                .with("0123456789abcd%02d".formatted(person))
                .from("203.0.113." + person)
                .of("GET", random.nextBoolean() ? "/orders/{id}" : "/products");
    }

    private static Asks staff(int person) {
        return Asks.by("staff-" + person)
                .in("staff")
                .with("0123456789abcf" + (person - 90))
                .from("203.0.113." + person)
                .of("DELETE", "/orders/{id}");
    }

    @Test
    void isSilentOnOrdinaryDays() {
        learns(4 * LEARNED);

        assertThat(alerts).isEmpty();
    }

    @Test
    void findsARolesFirstRequestForAnEndpoint() {
        learns(LEARNED);
        sees(customer(3).of("DELETE", "/orders/{id}"), LEARNED);

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo(PrincipalDetector.FIRST_ENDPOINT);
            assertThat(alert.entity()).containsEntry("user.roles", "role customer");
            assertThat(alert.seen()).contains("DELETE /orders/{id} by person-3");
        });
    }

    /** New towns never end: what is new below them says nothing, what is new beside them does. */
    @Test
    void findsAPathThatBeginsAsNoneDidThoughOthersNeverEnd() {
        for (long time = 0; time < LEARNED; time += 2_000) {
            sees(
                    customer(random.nextInt(100)).of("GET", "/trips/" + random.nextInt(40) + "/" + random.nextInt(40)),
                    time);
        }
        sees(customer(3).of("GET", "/trips/3/elsewhere"), LEARNED);
        assertThat(alerts).isEmpty();
        sees(customer(3).of("GET", "/admin/users"), LEARNED + 1_000);

        assertThat(alerts).extracting(Alert::rule).containsExactly(PrincipalDetector.FIRST_ENDPOINT);
    }

    @Test
    void findsWhoHardlyEverAskedAndThenAsksAsTheBusiestDo() {
        for (long time = 0; time < LEARNED; time += 2_000) {
            int person = random.nextInt(100);
            sees(customer(person < 50 ? 1 : person), time);
        }
        for (int i = 0; i < 200; i++) {
            sees(customer(99), LEARNED + i * 4_000L);
            sees(customer(1), LEARNED + i * 4_000L + 1_000);
        }

        assertThat(alerts).isNotEmpty();
        assertThat(alerts).extracting(alert -> alert.entity().get("user.id")).containsOnly("person-99");
    }

    @Test
    void findsACredentialThatIsUsedFromTwoPlacesByTurns() {
        learns(LEARNED);
        for (int i = 0; i < 4; i++) {
            sees(customer(7), LEARNED + i * 20_000L);
            sees(customer(7).from("198.51.100.9"), LEARNED + i * 20_000L + 7_000);
        }

        assertThat(alerts).isNotEmpty();
        assertThat(alerts.getFirst()).satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo(TwoPlaces.RULE);
            assertThat(alert.title()).contains("203.0.113.7").contains("198.51.100.9");
            assertThat(alert.entity().toString() + alert.seen() + alert.title()).doesNotContain("0123456789abcd07");
        });
    }

    /** A service behind the entry begins to log its users: it sees the entry's four instances, as a balancer chose them. */
    @Test
    void isSilentOnServicesThatSeeOneAnothersInstances() {
        learns(LEARNED);
        for (long time = LEARNED; time < 2 * LEARNED; time += 5_000) {
            int person = random.nextInt(100);
            sees(customer(person), time);
            sees(behind("10.20.0." + random.nextInt(4), person), time);
        }

        assertThat(alerts).extracting(Alert::rule).doesNotContain(TwoPlaces.RULE);
    }

    @Test
    void findsACredentialThatAnotherContainerUsesBehindTheEntry() {
        for (long time = 0; time < 2 * LEARNED; time += 5_000) {
            sees(behind("10.20.0." + random.nextInt(4), random.nextInt(20)), time);
        }
        for (int i = 0; i < 4; i++) {
            sees(behind("10.20.0." + i, 7), 2 * LEARNED + i * 20_000L);
            sees(behind("10.20.9.9", 7), 2 * LEARNED + i * 20_000L + 7_000);
        }

        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.rule()).isEqualTo(TwoPlaces.RULE);
            assertThat(alert.title()).contains("10.20.9.9");
        });
    }

    private Asks behind(String instance, int person) {
        return customer(person).to("payments").from(instance);
    }

    @Test
    void isSilentOnWhoMovesOnce() {
        learns(LEARNED);
        for (int i = 0; i < 8; i++) {
            sees(customer(7).from("198.51.100.9"), LEARNED + i * 20_000L);
        }

        assertThat(alerts).isEmpty();
    }

    @Test
    void findsWhoAsksFarMoreThanItAndOthersEverDid() {
        learns(LEARNED);
        for (int i = 0; i < 2_000; i++) {
            sees(customer(5), LEARNED + i * 300L);
        }

        assertThat(alerts).extracting(Alert::rule).containsOnly(Amounts.RATE);
    }

    @Test
    void knowsNoMoreNamesThanItsLimit() {
        for (int i = 0; i < 100_000; i++) {
            sees(Asks.by("name-" + i), i);
        }

        assertThat(parts).hasSize(config.parts());
        assertThat(parts.values()).allSatisfy(part -> {
            assertThat(part.known()).hasSizeLessThanOrEqualTo(config.maxInPart());
            assertThat(detector.forgotten(part)).isPositive();
        });
    }
}
