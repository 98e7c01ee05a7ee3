package io.throughline.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Risk;
import io.throughline.core.score.ExposureMemory.Traits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RiskScoreTest {
    private final List<String> problems = new ArrayList<>();
    private final Exposure exposure = new Exposure(List.of("gateway"), ExposureMemory.empty());

    private static Risk risk(RiskScore score, Alert alert, Exposure exposure) {
        return Objects.requireNonNull(score.score(alert, exposure).risk());
    }

    private static RiskScore score(Sensitivity sensitivity) {
        return new RiskScore(RuleTable.builtIn(), sensitivity, List.of());
    }

    @Test
    void multipliesWhatItsThreeFactorsSay() {
        Sensitivity sensitivity =
                Sensitivity.read(0.5, List.of("service orders 0.8", "service ord* 0.6"), problems::add);
        exposure.called("gateway", "web", Alerts.TEN);
        exposure.called("web", "orders", Alerts.TEN);
        exposure.told(
                Map.of("service.name", "orders"),
                new Traits(Alerts.TEN, Alerts.TEN, List.of("all privileges"), Alerts.TEN.minus(Duration.ofDays(100))));

        Risk risk = risk(
                score(sensitivity), Alerts.of("a", "new-edge", 60, 60, Map.of("service.name", "orders")), exposure);

        assertThat(problems).isEmpty();
        assertThat(risk.factors()).extracting(Risk.Factor::value).containsExactly(0.7, 0.8, 1.0);
        assertThat(risk.score()).isEqualTo(56);
        assertThat(risk.factors().getLast().reason())
                .isEqualTo(
                        "reached from the gateway in the last day; has all privileges; image known since 2026-08-14T10:00:00Z");
    }

    @Test
    void countsHalfWhatIsNotKnown() {
        Risk risk = risk(score(new Sensitivity(0.5, List.of())), Alerts.of("a", "new-edge", 0, 0, Map.of()), exposure);

        assertThat(risk.factors().getLast().value()).isEqualTo(0.7);
        assertThat(risk.factors().getLast().reason()).contains("not known whether requests");
    }

    @Test
    void knowsWhomRequestsFromOutsideReachedInTheLastDayOnly() {
        exposure.called("gateway", "web", Alerts.TEN);
        exposure.called("web", "orders", Alerts.TEN.minus(Duration.ofHours(25)));
        exposure.called("batch", "stock", Alerts.TEN);

        assertThat(reach("web")).startsWith("reached");
        assertThat(reach("orders")).startsWith("not reached");
        assertThat(reach("stock")).startsWith("not reached");
        exposure.called("web", "orders", Alerts.TEN);
        assertThat(reach("orders")).startsWith("reached");
    }

    private String reach(String service) {
        return exposure.of(Map.of("service.name", service), Alerts.TEN).reason();
    }

    @Test
    void takesWhoeverNobodyCallsForTheGatewayWhereNoneIsNamed() {
        Exposure learned = new Exposure(List.of(), ExposureMemory.empty());
        learned.called("edge", "web", Alerts.TEN);
        learned.called("web", "orders", Alerts.TEN);
        learned.called("orders", "web", Alerts.TEN);

        assertThat(learned.of(Map.of("service.name", "orders"), Alerts.TEN).reason())
                .startsWith("reached");
        assertThat(learned.of(Map.of("service.name", "cron"), Alerts.TEN).reason())
                .startsWith("not reached");
    }

    @Test
    void forgetsPrivilegesThatNoEngineTellsOfAnyMore() {
        exposure.told(Map.of("container.id", "c1"), new Traits(Alerts.TEN, Alerts.TEN, List.of("host paths /"), null));
        exposure.told(
                Map.of("container.id", "c1"), new Traits(Alerts.TEN.plus(Duration.ofHours(30)), null, List.of(), null));

        assertThat(of("c1", Alerts.TEN)).contains("has host paths /");
        assertThat(of("c1", Alerts.TEN.plus(Duration.ofHours(30)))).contains("no privileges");
        exposure.forget(Alerts.TEN.plus(Duration.ofDays(9)));
        assertThat(of("c1", Alerts.TEN)).contains("not known what it may do");
    }

    private String of(String container, Instant time) {
        return exposure.of(Map.of("container.id", container), time).reason();
    }

    @Test
    void addsTheTablesNamesToTheAlertsOwn() {
        Alert scored = score(new Sensitivity(0.5, List.of()))
                .score(Alerts.of("a", "payload-scanner", 0, 0, Map.of()).of(0.4, List.of("OWASP:A05:2021")), exposure);

        assertThat(scored.technique()).containsExactly("T1021", "T1595.002");
        assertThat(scored.tags()).containsExactly("OWASP:A05:2021", "OWASP:API8:2023");
        assertThat(Objects.requireNonNull(scored.risk()).factors().getFirst().value())
                .isEqualTo(0.4);
    }

    @Test
    void saysWhichLinesOfAFileAreWrong() {
        Sensitivity.read(
                0.5, List.of("# fine", "", "service a 1", "service b", "server c 1", "endpoint a /x 2"), problems::add);
        assertThat(problems).hasSize(3).allMatch(problem -> problem.matches("line [456] is not: .*"));
        problems.clear();

        List<Suppression> read = Suppression.read(
                List.of(
                        "rule=new-edge until=2026-12-01T00:00:00Z reason=a move of orders",
                        "entity=service.name:a b until=2026-12-01T00:00:00Z reason=x",
                        "rule=new-edge until=tomorrow reason=x",
                        "rule=new-edge until=2026-12-01T00:00:00Z",
                        "until=2026-12-01T00:00:00Z reason=everything"),
                problems::add);

        assertThat(read).hasSize(1);
        assertThat(problems).hasSize(4);
    }

    @Test
    void suppressesByRuleAndEntityUntilItsTimeIsOver() {
        List<Suppression> all = Suppression.read(
                List.of("rule=new-edge entity=service.name:orders until=2026-11-22T10:01:00Z reason=moving"),
                problems::add);

        assertThat(Suppression.of(Alerts.of("a", "new-edge", 59, 59, Map.of("service.name", "orders")), all))
                .isEqualTo("moving (until 2026-11-22T10:01:00Z)");
        assertThat(Suppression.of(Alerts.of("a", "new-edge", 60, 60, Map.of("service.name", "orders")), all))
                .isNull();
        assertThat(Suppression.of(Alerts.of("a", "new-edge", 0, 0, Map.of("service.name", "web")), all))
                .isNull();
        assertThat(Suppression.of(Alerts.of("a", "error-burst", 0, 0, Map.of("service.name", "orders")), all))
                .isNull();
    }

    @Test
    void addsUpWhatAlertsSayOfAnEntityAndLetsItFade() {
        EntityMemory memory = EntityMemory.of("service", "orders");
        Duration halfLife = Duration.ofHours(2);
        for (String id : List.of("a", "b")) {
            Alert alert = score(new Sensitivity(1, List.of()))
                    .score(Alerts.of(id, "container-silent", 0, 0, Map.of()), exposure); // 0.7 x 1 x 0.7
            memory = memory.with(alert, halfLife).with(alert, halfLife);
        }

        assertThat(memory.at(Alerts.TEN, halfLife).risk()).isEqualTo(98);
        assertThat(memory.at(Alerts.TEN.plus(halfLife), halfLife).risk()).isEqualTo(49);
        assertThat(memory.at(Alerts.TEN, halfLife).at(Alerts.TEN.plus(Duration.ofHours(4))))
                .isEqualTo(24.5);
        assertThat(memory.at(Alerts.TEN, halfLife).top()).hasSize(2);
    }
}
