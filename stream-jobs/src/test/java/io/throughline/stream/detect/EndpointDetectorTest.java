package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndpointDetectorTest {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long LEARNED = 120 * MINUTE;

    private final PrincipalConfig config = PrincipalConfig.from(new Settings(Map.of()));
    private final EndpointDetector detector = new EndpointDetector(config, Duration.ofHours(1), Duration.ofDays(30));
    private final Random random = new Random(3);
    private final List<Alert> alerts = new ArrayList<>();
    private EndpointDetector.@Nullable Endpoint endpoint;

    private void sees(Ask ask) {
        endpoint = detector.observe(endpoint, ask, alerts::add);
    }

    /** Forty people who look at one or two of their own orders every few minutes; one answer in a hundred is 404. */
    private void learns(long untilMillis) {
        for (long time = 0; time < untilMillis; time += 4_000) {
            int person = random.nextInt(40);
            sees(Asks.by("person-" + person)
                    .id(1_000 + person * 10 + random.nextInt(3) * 3)
                    .answered(random.nextInt(100) == 0 ? 404 : 200)
                    .sized(Math.round(2_000 * Math.exp(0.5 * random.nextGaussian())))
                    .page(random.nextInt(20) == 0 ? 2 : 1)
                    .at(time));
        }
    }

    @Test
    void isSilentOnWhatItHasLearnedFrom() {
        learns(5 * LEARNED);

        assertThat(alerts).isEmpty();
    }

    @Test
    void findsWhoWalksThroughManyIds() {
        learns(LEARNED);
        for (int i = 0; i < 60; i++) {
            sees(Asks.by("mallory").id(1_000 + i).at(LEARNED + i * 500L));
        }

        assertThat(alerts).extracting(Alert::rule).containsOnly(EndpointDetector.ENUMERATION);
        assertThat(alerts).extracting(Alert::id).containsOnly(alerts.getFirst().id());
        assertThat(alerts.getFirst()).satisfies(alert -> {
            assertThat(alert.entity()).containsEntry("client", "mallory").containsEntry("url.template", "/orders/{id}");
            assertThat(alert.expected()).contains("of any who ask");
            assertThat(alert.evidence()).hasSizeGreaterThan(1);
        });
    }

    @Test
    void findsFewIdsThatAreInOrderAndRefused() {
        learns(LEARNED);
        for (int i = 0; i < 8; i++) {
            sees(Asks.by("mallory")
                    .id(5_000 + i)
                    .answered(i % 2 == 0 ? 403 : 200)
                    .at(LEARNED + i * 40_000L));
        }

        assertThat(alerts).extracting(Alert::rule).contains(EndpointDetector.ENUMERATION);
    }

    /** Half of it belongs to one window that stands fast and half to the next: so many as others look at in each. */
    @Test
    void findsAWalkWhereverInTimeItFalls() {
        for (long shift = 0; shift < 15; shift += 3) {
            endpoint = null;
            alerts.clear();
            learns(LEARNED);
            for (int i = 0; i < 16; i++) {
                sees(Asks.by("person-1").id(9_000 + i * 7L).sized(100).at(LEARNED + shift * MINUTE + i * 30_000L));
            }

            assertThat(alerts)
                    .as("after %d minutes", shift)
                    .extracting(Alert::rule)
                    .contains(EndpointDetector.ENUMERATION);
        }
    }

    @Test
    void findsOneWhoHardlyEverAskedAndNotOneWhoAlwaysDoes() {
        for (long time = 0; time < LEARNED; time += 4_000) {
            sees(Asks.by("busy").id(random.nextInt(300) * 5L).sized(100).at(time));
            sees(Asks.by("person-" + random.nextInt(40))
                    .id(random.nextInt(300) * 5L)
                    .sized(100)
                    .at(time + 1));
        }
        for (int i = 0; i < 60; i++) {
            sees(Asks.by("busy").id(random.nextInt(300) * 5L).sized(100).at(LEARNED + i * 4_000L));
            sees(Asks.by("person-1").id(random.nextInt(300) * 5L).sized(100).at(LEARNED + i * 4_000L + 1));
        }

        assertThat(alerts).isNotEmpty();
        assertThat(alerts).extracting(alert -> alert.entity().get("client")).containsOnly("person-1");
    }

    /** Words behind an id make many endpoints, of which each is asked for seldom. */
    @Test
    void knowsWhatIsUsualOfEndpointsThatBeginAlike() {
        List<String> towns = List.of("bern", "graz", "linz", "lyon", "metz", "nice", "oslo", "pisa", "riga", "rome");
        for (long time = 0; time < LEARNED; time += 4_000) {
            sees(Asks.by("person-" + random.nextInt(40))
                    .of("GET", "/trips/{id}/" + towns.get(random.nextInt(10)) + "/" + towns.get(random.nextInt(10)))
                    .id(random.nextInt(30) * 5L)
                    .at(time));
        }
        assertThat(alerts).isEmpty();
        for (int i = 0; i < 20; i++) {
            sees(Asks.by("person-1")
                    .of("GET", "/trips/{id}/bern/lyon")
                    .id(9_000 + i * 7L)
                    .sized(0)
                    .at(LEARNED + i * 10_000L));
        }
        sees(Asks.by("person-2")
                .of("GET", "/trips/{id}/oslo/rome")
                .id(5)
                .sized(900_000)
                .at(LEARNED + 900_000));

        assertThat(alerts).extracting(Alert::rule).contains(EndpointDetector.ENUMERATION, EndpointDetector.SIZE);
    }

    /** Two robots, on three days. */
    private void onlyRobotsAsk() {
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 500; i++) {
                sees(Asks.by("robot-" + i % 2).of("GET", "/reports").at(day * DAY + i * MINUTE));
            }
        }
    }

    @Test
    void findsSomebodyWhoAsksForWhatOnlyOthersEverDid() {
        onlyRobotsAsk();
        sees(Asks.by("mallory").of("GET", "/reports").at(3 * DAY));

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.rule()).isEqualTo(EndpointDetector.FIRST_PRINCIPAL);
            assertThat(alert.entity()).containsEntry("client", "mallory").containsEntry("url.template", "/reports");
            assertThat(alert.expected()).contains("one of 2 principals");
        });
    }

    @Test
    void isSilentOnFirstPrincipalsWhereRolesTellWhoMayAsk() {
        onlyRobotsAsk();
        sees(Asks.by("mallory").in("customer").of("GET", "/reports").at(3 * DAY));

        assertThat(alerts).isEmpty();
    }

    @Test
    void isSilentOnFirstPrincipalsWhereNewOnesComeAllTheTime() {
        for (int day = 0; day < 3; day++) {
            for (int i = 0; i < 500; i++) {
                sees(Asks.by("person-" + (day * 500 + i) / 10)
                        .of("GET", "/reports")
                        .at(day * DAY + i * MINUTE));
            }
        }
        sees(Asks.by("mallory").of("GET", "/reports").at(3 * DAY));

        assertThat(alerts).isEmpty();
    }

    @Test
    void isSilentOnWhoAsksForOneIdAgainAndAgain() {
        learns(LEARNED);
        for (int i = 0; i < 300; i++) {
            sees(Asks.by("poller").id(1).sized(0).at(LEARNED + i * 2_000L));
        }

        assertThat(alerts).isEmpty();
    }

    @Test
    void isSilentWhileItLearns() {
        for (int i = 0; i < 500; i++) {
            sees(Asks.by("mallory").id(i).at(i * 500L));
        }

        assertThat(alerts).isEmpty();
    }

    @Test
    void findsWhoTakesMuchDataInManyAnswers() {
        learns(LEARNED);
        for (int i = 0; i < 60; i++) {
            sees(Asks.by("mallory").id(1).sized(4_000).at(LEARNED + i * 2_000L));
        }

        assertThat(alerts).extracting(Alert::rule).containsOnly(EndpointDetector.VOLUME);
    }

    @Test
    void findsOneAnswerFarLargerThanTheOthers() {
        learns(LEARNED);
        sees(Asks.by("person-1").id(1).sized(2_000_000).at(LEARNED));

        assertThat(alerts).extracting(Alert::rule).contains(EndpointDetector.SIZE);
        assertThat(alerts.getFirst().seen()).contains("2000000 bytes");
    }

    @Test
    void takesLargeAnswersToManyForTheEndpointsOwn() {
        learns(LEARNED);
        for (int i = 0; i < 40; i++) {
            sees(Asks.by("person-" + i).id(1).sized(200_000).at(LEARNED + i * 1_000L));
        }

        assertThat(alerts.stream()
                        .filter(alert -> alert.rule().equals(EndpointDetector.SIZE))
                        .map(Alert::id)
                        .distinct())
                .hasSizeLessThanOrEqualTo(EndpointDetector.COMMON + 1);
    }

    @Test
    void findsWhoReadsPageAfterPage() {
        learns(LEARNED);
        for (int i = 1; i <= 30; i++) {
            sees(Asks.by("mallory").sized(100).page(i).at(LEARNED + i * 1_000L));
        }

        assertThat(alerts).extracting(Alert::rule).contains(EndpointDetector.PAGES);
    }

    @Test
    void learnsNothingFromAnEventThatIsThereTwice() {
        learns(LEARNED);
        EndpointDetector.Endpoint before = Objects.requireNonNull(endpoint);
        Ask ask = Asks.by("person-1").id(1).at(LEARNED);
        sees(ask);
        EndpointDetector.Endpoint once = Objects.requireNonNull(endpoint);
        sees(ask);

        assertThat(endpoint).isSameAs(once).isNotSameAs(before);
    }

    @Test
    void watchesNoMoreAskersThanItsLimitAndFindsTheWalkerAmongThem() {
        learns(LEARNED);
        for (int i = 0; i < 20_000; i++) {
            sees(Asks.by("flood-" + i).id(i).sized(100).at(LEARNED + i * 3L));
            if (i % 100 == 0) {
                sees(Asks.by("mallory").id(i).sized(100).at(LEARNED + i * 3L + 1));
            }
        }

        EndpointDetector.Endpoint now = Objects.requireNonNull(endpoint);
        assertThat(now.lasting().askers()).hasSizeLessThanOrEqualTo(config.maxAskers());
        assertThat(now.lasting().past()).hasSizeLessThanOrEqualTo(config.maxAskers());
        assertThat(detector.forgotten(now)).isPositive();
        assertThat(alerts).extracting(alert -> alert.entity().get("client")).containsOnly("mallory");
    }
}
