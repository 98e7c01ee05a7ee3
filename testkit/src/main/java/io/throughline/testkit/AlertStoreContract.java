package io.throughline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Alert.Severity;
import io.throughline.core.model.EntityRisk;
import io.throughline.core.model.Evidence;
import io.throughline.core.model.Risk;
import io.throughline.core.store.AlertFilter;
import io.throughline.core.store.AlertStore;
import io.throughline.core.store.AlertStore.RuleCount;
import io.throughline.core.store.InvalidQueryException;
import io.throughline.core.store.Page;
import io.throughline.core.store.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of alerts does. */
public abstract class AlertStoreContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final TimeRange DAY = new TimeRange(NOON.minusSeconds(43_200), NOON.plusSeconds(43_200));

    /** A store that is empty when a test begins. */
    protected abstract AlertStore store();

    /** Writes alerts in this order; they can be found when it returns. */
    protected abstract void given(Alert... alerts);

    @Test
    void givesBackTheWholeAlert() {
        Alert alert = alert("a1", "new-edge", NOON, 3);
        given(alert);

        assertThat(store().get("a1")).contains(alert);
        assertThat(store().find(AlertFilter.ALL, DAY, 10, null).items()).containsExactly(alert);
        assertThat(store().get("none")).isEmpty();
    }

    @Test
    void findsTheNewestFirstByRuleAndTime() {
        given(
                alert("a1", "new-edge", NOON, 1),
                alert("a2", "error-burst", NOON.plusSeconds(1), 1),
                alert("a3", "new-edge", NOON.plusSeconds(2), 1));

        assertThat(ids(store().find(AlertFilter.ALL, DAY, 10, null))).containsExactly("a3", "a2", "a1");
        assertThat(ids(store().find("new-edge", DAY, 10, null))).containsExactly("a3", "a1");
        assertThat(ids(store().find("no-such-rule", DAY, 10, null))).isEmpty();
        TimeRange range = new TimeRange(NOON, NOON.plusSeconds(2));
        assertThat(ids(store().find(AlertFilter.ALL, range, 10, null))).containsExactly("a2", "a1");
    }

    @Test
    void anOlderStateNeverReplacesANewerOne() {
        given(alert("a1", "r", NOON, 5), alert("a1", "r", NOON, 4));

        assertThat(store().get("a1").orElseThrow().count()).isEqualTo(5);
        assertThat(store().find(AlertFilter.ALL, DAY, 10, null).items()).hasSize(1);
    }

    @Test
    void pagesWithoutLossOrDouble() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            alerts.add(alert("a" + i, "r", NOON, 1));
        }
        given(alerts.toArray(Alert[]::new));

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<Alert> page = store().find(AlertFilter.ALL, DAY, 4, cursor);
            seen.addAll(ids(page));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).hasSize(11).doesNotHaveDuplicates();
    }

    @Test
    void aForeignCursorAndAnImpossibleSizeAreTheAskersFault() {
        given(alert("a1", "r", NOON, 1));

        assertThatThrownBy(() -> store().find(AlertFilter.ALL, DAY, 5, "x")).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> store().find(AlertFilter.ALL, DAY, 0, null)).isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> store().find(AlertFilter.ALL, DAY, 201, null))
                .isInstanceOf(InvalidQueryException.class);
    }

    @Test
    void findsByRiskCauseAndWhetherPeopleAreToBeTold() {
        given(
                scored("a1", 40, "a1", null),
                scored("a2", 20, "a1", null),
                scored("a3", 90, "a3", "planned"),
                alert("a4", "r", NOON, 1));

        assertThat(ids(find(new AlertFilter(null, null, true, 0, false, Severity.LOW, null, false))))
                .containsExactlyInAnyOrder("a1", "a4");
        assertThat(ids(find(new AlertFilter(null, "a1", false, 0, false, Severity.LOW, null, false))))
                .containsExactlyInAnyOrder("a1", "a2");
        assertThat(ids(find(new AlertFilter(null, null, false, 30, true, Severity.LOW, null, false))))
                .containsExactlyInAnyOrder("a1", "a3");
        assertThat(ids(find(AlertFilter.ALL))).hasSize(4);
        assertThat(store().get("a3")).contains(scored("a3", 90, "a3", "planned"));
    }

    @Test
    void findsByLeastSeverityAndByServiceAtEitherEnd() {
        given(alert("a1", "r", NOON, 1));

        assertThat(ids(find(of(Severity.HIGH, null)))).containsExactly("a1");
        assertThat(ids(find(of(Severity.MEDIUM, null)))).containsExactly("a1");
        assertThat(ids(find(of(Severity.CRITICAL, null)))).isEmpty();
        assertThat(ids(find(of(Severity.LOW, "a")))).containsExactly("a1");
        assertThat(ids(find(of(Severity.LOW, "b")))).containsExactly("a1");
        assertThat(ids(find(of(Severity.LOW, "c")))).isEmpty();
    }

    private static AlertFilter of(Severity minSeverity, @Nullable String service) {
        return new AlertFilter(null, null, false, 0, true, minSeverity, service, false);
    }

    @Test
    void pagesByRiskAndThenByTimeAndThoseNotScoredLast() {
        given(
                alert("a1", "r", NOON.plusSeconds(9), 1),
                scored("a2", 20, "a2", null),
                scored("a3", 90, "a3", null),
                scored("a4", 20, "a4", null));
        AlertFilter byRisk = new AlertFilter(null, null, false, 0, true, Severity.LOW, null, true);

        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page<Alert> page = store().find(byRisk, DAY, 1, cursor);
            seen.addAll(ids(page));
            cursor = page.cursor();
        } while (cursor != null);
        assertThat(seen).containsExactly("a3", "a4", "a2", "a1");
    }

    @Test
    void countsWhatEachRuleRaised() {
        given(
                alert("a1", "new-edge", NOON, 1),
                scored("a2", 20, "a2", "planned"),
                alert("a3", "r", NOON.plusSeconds(5), 1),
                alert("a4", "r", NOON.plusSeconds(86_400), 1));

        assertThat(store().countByRule(DAY))
                .containsExactly(
                        new RuleCount("r", 1, 2, 1, NOON.plusSeconds(5)), new RuleCount("new-edge", 1, 1, 0, NOON));
        assertThat(store().countByRule(new TimeRange(NOON.minusSeconds(9), NOON)))
                .isEmpty();
    }

    /** Writes risks; they can be found when it returns. */
    protected abstract void given(EntityRisk... risks);

    @Test
    void givesTheRiskOfOneEntityOverTimeAndTheLastOfEach() {
        EntityRisk first = risk("orders", 0);
        EntityRisk later = risk("orders", 600);
        EntityRisk other = risk("stock", 60);
        given(later, first, other);

        assertThat(store().risk("service", "orders", DAY)).containsExactly(first, later);
        assertThat(store().risk("client", "orders", DAY)).isEmpty();
        assertThat(store().risks(null, DAY)).containsExactly(later, other);
        assertThat(store().risks("service", new TimeRange(NOON, NOON.plusSeconds(600))))
                .containsExactly(other, first);
        assertThat(store().risks("client", DAY)).isEmpty();
    }

    private static EntityRisk risk(String service, long seconds) {
        return new EntityRisk(
                "service",
                service,
                NOON.plusSeconds(seconds),
                12.5,
                Duration.ofHours(2),
                3,
                List.of(new EntityRisk.Part("a1", "new-edge", "a calls b", 12.5)));
    }

    private Page<Alert> find(AlertFilter filter) {
        return store().find(filter, DAY, 10, null);
    }

    private static Alert scored(String id, int score, String group, @Nullable String suppressed) {
        Risk risk = new Risk(
                score,
                List.of(new Risk.Factor("confidence", 0.5, "as preset")),
                group,
                2,
                List.of(new Risk.Related("other", "r", "another")),
                suppressed);
        return alert(id, "r", NOON, 1).scored(List.of("T1021"), List.of("OWASP:API1:2023"), risk);
    }

    private static List<String> ids(Page<Alert> page) {
        return page.items().stream().map(Alert::id).toList();
    }

    private static Alert alert(String id, String rule, Instant time, long count) {
        return new Alert(
                id,
                rule,
                1,
                Alert.Severity.HIGH,
                "a calls b for the first time",
                time,
                NOON,
                NOON.plusSeconds(60),
                Map.of("service.name", "a", "peer", "b"),
                "no call",
                count + " calls",
                List.of("T1021"),
                List.of(new Evidence("e1", null, "s", 7)),
                count);
    }
}
