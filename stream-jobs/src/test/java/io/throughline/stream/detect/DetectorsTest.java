package io.throughline.stream.detect;

import static io.throughline.stream.detect.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.behaviour.Chance;
import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DetectorsTest {
    private static final DetectConfig CONFIG = DetectConfig.from(new Settings(Map.of("detect.learn-for", "60s")));

    private final List<Alert> alerts = new ArrayList<>();

    @Nested
    class NewEdge {
        private final NewEdgeDetector detector = new NewEdgeDetector(CONFIG);
        private NewEdgeDetector.@Nullable Habits habits;

        private void sees(String callee, long millis) {
            habits = detector.observe(habits, call("shop", callee, millis, false), alerts::add);
        }

        private void learns() {
            for (int i = 0; i < 70; i++) {
                sees(i % 2 == 0 ? "orders" : "catalog", i * 1_000L);
            }
        }

        @Test
        void alertsOnACallToAServiceNeverCalledBefore() {
            learns();
            assertThat(alerts).isEmpty();

            sees("payments", 70_000);

            assertThat(alerts).singleElement().satisfies(alert -> {
                assertThat(alert.entity()).containsEntry("service.name", "shop").containsEntry("peer", "payments");
                assertThat(alert.expected()).contains("catalog, orders");
                assertThat(alert.seen()).contains("1 call to payments");
                assertThat(alert.evidence()).hasSize(1);
            });
        }

        @Test
        void isSilentWhileItLearns() {
            sees("orders", 0);
            sees("payments", 30_000);

            assertThat(alerts).isEmpty();
        }

        @Test
        void isSilentOnACallerThatHardlyEverCalls() {
            sees("orders", 0);
            sees("payments", 100_000);

            assertThat(alerts).isEmpty();
        }

        @Test
        void amendsTheSameAlertAtEveryDoubling() {
            learns();
            for (int i = 0; i < 100; i++) {
                sees("payments", 70_000 + i);
            }

            assertThat(alerts).extracting(Alert::count).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L);
            assertThat(alerts)
                    .extracting(Alert::id)
                    .containsOnly(alerts.getFirst().id());
            assertThat(alerts.getLast().evidence()).hasSize(Alert.MAX_EVIDENCE);
        }

        @Test
        void knowsTheEdgeAfterwards() {
            learns();
            sees("payments", 70_000);
            sees("payments", 70_000 + NewEdgeDetector.EPISODE.toMillis() + 1);
            sees("payments", 71_000 + NewEdgeDetector.EPISODE.toMillis());

            assertThat(alerts).hasSize(1);
        }

        @Test
        void remembersNoMoreCalleesThanItsLimit() {
            for (int i = 0; i < NewEdgeDetector.MAX_CALLEES + 50; i++) {
                sees("callee-" + i, i);
            }

            assertThat(Objects.requireNonNull(habits).lastCall())
                    .hasSize(NewEdgeDetector.MAX_CALLEES)
                    .doesNotContainKey("callee-0");
        }
    }

    @Nested
    class ErrorBurst {
        private final ErrorBurstDetector detector = new ErrorBurstDetector(CONFIG);
        private ErrorBurstDetector.@Nullable EdgeRecord edge;

        private void sees(long millis, boolean failed) {
            edge = detector.observe(edge, call("orders", "stock", millis, failed), alerts::add);
        }

        /** Ten calls a second, one in a hundred fails. */
        private void learns(long seconds) {
            for (int i = 0; i < seconds * 10; i++) {
                sees(i * 100L, i % 100 == 50);
            }
        }

        @Test
        void alertsWhenErrorsExceedTheLearnedRate() {
            learns(120);
            assertThat(alerts).isEmpty();
            for (int i = 0; i < 60; i++) {
                sees(120_000 + i * 100L, i % 2 == 0);
            }

            assertThat(alerts).isNotEmpty();
            Alert last = alerts.getLast();
            assertThat(last.entity()).containsEntry("service.name", "stock").containsEntry("caller", "orders");
            assertThat(last.expected()).contains("1.0");
            assertThat(alerts).extracting(Alert::id).containsOnly(last.id());
        }

        @Test
        void isSilentAtTheLearnedRate() {
            learns(1_200);

            assertThat(alerts).isEmpty();
        }

        @Test
        void isSilentWhileItLearns() {
            for (int i = 0; i < 500; i++) {
                sees(i * 100L, true);
            }

            assertThat(alerts).isEmpty();
        }

        @Test
        void isSilentOnFewErrors() {
            learns(120);
            for (int i = 0; i < 4; i++) {
                sees(150_000 + i, true);
            }

            assertThat(alerts).isEmpty();
        }

        @Test
        void doesNotLearnFromABurst() {
            learns(120);
            for (int i = 0; i < 3_000; i++) {
                sees(120_000 + i * 100L, i % 2 == 0);
            }
            ErrorBurstDetector.EdgeRecord after = Objects.requireNonNull(edge);
            assertThat(after.errors() / after.calls()).isLessThan(0.05);
        }

        @Test
        void measuresSurpriseAsChernoffBoundsIt() {
            assertThat(Chance.divergence(0.5, 0.5)).isZero();
            assertThat(Chance.divergence(1, 0.5)).isEqualTo(Math.log(2));
            assertThat(Chance.upperRate(0, 0)).isGreaterThan(0.9);
            assertThat(Chance.upperRate(10, 1_000)).isBetween(0.01, 0.03);
        }
    }
}
