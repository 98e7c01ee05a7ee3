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
            assertThat(alert.expected()).contains("99 of 100 who ask");
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

        assertThat(Objects.requireNonNull(endpoint).lasting().askers()).hasSizeLessThanOrEqualTo(config.maxAskers());
        assertThat(alerts).extracting(alert -> alert.entity().get("client")).containsOnly("mallory");
    }
}
