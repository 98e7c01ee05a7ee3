package io.throughline.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.Alert;
import io.throughline.core.model.Risk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertGroupsTest {
    private static final RiskScore SCORE =
            new RiskScore(RuleTable.builtIn(), new Sensitivity(0.5, List.of()), List.of());

    private final GroupsMemory memory = GroupsMemory.empty();
    private final AlertGroups groups = new AlertGroups(Duration.ofMinutes(15), RuleTable.builtIn(), memory);
    private final Map<String, Alert> written = new HashMap<>();

    private static Alert scored(Alert alert) {
        return SCORE.score(alert, new Exposure(List.of(), ExposureMemory.empty()));
    }

    private void add(AlertGroups to, Alert alert) {
        to.add(scored(alert))
                .forEach(changed -> written.merge(
                        changed.id(), changed, (before, now) -> now.revision() >= before.revision() ? now : before));
    }

    private void add(Alert alert) {
        add(groups, alert);
    }

    private Risk risk(String id) {
        return Objects.requireNonNull(
                Objects.requireNonNull(written.get(id), id).risk(), id);
    }

    @Test
    void putsTogetherWhatSharesAFlowAnActorAContainerOrAnEdge() {
        add(Alerts.of("a", "new-edge", 0, 0, Map.of("service.name", "web", "peer", "vault"), "f1"));
        add(Alerts.of(
                "b", "payload-sql-injection", 10, 10, Map.of("service.name", "shop", "client", "10.0.0.9"), "f1"));
        add(Alerts.of("c", "payload-scanner", 20, 20, Map.of("service.name", "other", "source.ip", "10.0.0.9")));
        add(Alerts.of(
                "d",
                "setuid-then-new-edge",
                30,
                30,
                Map.of("service.name", "web", "peer", "vault", "container.id", "c1")));
        add(Alerts.of("e", "container-silent", 40, 40, Map.of("container.id", "c1")));
        add(Alerts.of("z", "payload-scanner", 40, 40, Map.of("service.name", "shop", "client", "10.0.0.8")));

        assertThat(risk("a").related()).extracting(Risk.Related::id).containsExactly("b", "c", "d", "e");
        assertThat(List.of("a", "b", "c", "d", "e"))
                .allMatch(id -> risk(id).group().equals("a"));
        assertThat(risk("a").groupSize()).isEqualTo(5);
        assertThat(risk("z").group()).isEqualTo("z");
        assertThat(risk("b").related()).isEmpty();
    }

    @Test
    void takesAServiceAloneForACauseOnlyOfWhatIsBroken() {
        add(Alerts.of("a", "error-burst", 0, 30, Map.of("service.name", "web", "peer", "orders")));
        add(Alerts.of("b", "error-burst", 5, 30, Map.of("service.name", "orders", "peer", "stock")));
        add(Alerts.of("c", "unusual-parameter", 5, 30, Map.of("service.name", "orders")));

        assertThat(risk("b").group()).isEqualTo("a");
        assertThat(risk("c").group()).isEqualTo("c");
    }

    @Test
    void makesOneGroupOfTwoWhenAnAlertIsInBoth() {
        add(Alerts.of("b", "new-edge", 100, 100, Map.of(), "f2"));
        add(Alerts.of("a", "new-edge", 0, 0, Map.of(), "f1"));
        assertThat(risk("b").group()).isEqualTo("b");

        add(Alerts.of("c", "new-edge", 200, 200, Map.of(), "f1", "f2"));

        assertThat(risk("b").group()).isEqualTo("a");
        assertThat(risk("c").group()).isEqualTo("a");
        assertThat(risk("a").related()).extracting(Risk.Related::id).containsExactly("b", "c");
        assertThat(memory.members()).containsOnlyKeys("a");
    }

    @Test
    void keepsApartWhatALongTimeIsBetween() {
        add(Alerts.of("a", "new-edge", 0, 60, Map.of("user.id", "ann")));
        add(Alerts.of("b", "new-edge", 961, 961, Map.of("user.id", "ann")));
        add(Alerts.of("c", "new-edge", 960, 960, Map.of("user.id", "bob")));
        add(Alerts.of("d", "new-edge", 0, 60, Map.of("user.id", "bob")));

        assertThat(risk("b").group()).isEqualTo("b");
        assertThat(risk("c").group()).isEqualTo("d");
    }

    @Test
    void givesTheSameGroupsInAnyOrder() {
        Random random = new Random(11);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long from = random.nextInt(20_000);
            alerts.add(Alerts.of(
                    "a" + i,
                    "new-edge",
                    from,
                    from + random.nextInt(100),
                    Map.of("user.id", "u" + random.nextInt(6)),
                    "f" + random.nextInt(300)));
        }
        Map<String, String> expected = new TreeMap<>();
        for (int round = 0; round < 5; round++) {
            written.clear();
            AlertGroups made = new AlertGroups(Duration.ofMinutes(5), RuleTable.builtIn(), GroupsMemory.empty());
            alerts.forEach(alert -> add(made, alert));
            Map<String, String> found = new TreeMap<>();
            written.forEach((id, alert) -> found.put(id, risk(id).group() + " " + risk(id).related()));
            if (expected.isEmpty()) {
                expected.putAll(found);
            }
            assertThat(found).isEqualTo(expected);
            Collections.shuffle(alerts, random);
        }
        assertThat(expected.entrySet())
                .anyMatch(entry -> entry.getValue().startsWith(entry.getKey() + " ["))
                .anyMatch(entry -> !entry.getValue().startsWith(entry.getKey() + " "));
    }

    @Test
    void changesNothingWhenAnAlertComesAgain() {
        Alert first = Alerts.of("a", "new-edge", 0, 0, Map.of("user.id", "ann"));
        add(first);
        add(Alerts.of("b", "new-edge", 1, 1, Map.of("user.id", "ann")));
        Risk before = risk("a");

        add(first);

        assertThat(risk("a")).isEqualTo(before);
    }

    @Test
    void leavesAloneWhatIsSuppressed() {
        Suppression suppression = new Suppression("new-edge", null, null, Alerts.TEN.plusSeconds(3600), "moving");
        RiskScore score = new RiskScore(RuleTable.builtIn(), new Sensitivity(0.5, List.of()), List.of(suppression));
        add(Alerts.of("a", "payload-scanner", 0, 0, Map.of("user.id", "ann")));

        List<Alert> changed = groups.add(score.score(
                Alerts.of("b", "new-edge", 0, 0, Map.of("user.id", "ann")),
                new Exposure(List.of(), ExposureMemory.empty())));

        assertThat(changed).hasSize(1);
        assertThat(Objects.requireNonNull(changed.getFirst().risk()).suppressed())
                .isEqualTo("moving (until 2026-11-22T11:00:00Z)");
        assertThat(memory.alerts()).containsOnlyKeys("a");
    }

    @Test
    void forgetsWhatNothingCanJoinAnyMore() {
        add(Alerts.of("a", "new-edge", 0, 0, Map.of("user.id", "ann")));
        add(Alerts.of("b", "new-edge", 800, 800, Map.of("user.id", "ann")));

        groups.forget(Alerts.TEN.plusSeconds(800 + 1_800));
        assertThat(memory.alerts()).hasSize(2);
        groups.forget(Alerts.TEN.plusSeconds(800 + 1_801));

        assertThat(memory.alerts()).isEmpty();
        assertThat(memory.members()).isEmpty();
        assertThat(memory.byKey()).isEmpty();
    }

    @Test
    void holdsNoMoreThanItsLimitsWhateverComes() {
        for (int i = 0; i < AlertGroups.MAX_OPEN + 100; i++) {
            add(Alerts.of("a" + i, "payload-scanner", i / 100, i / 100, Map.of("client", "c" + i % 3), "f" + i));
        }

        assertThat(memory.alerts()).hasSize(AlertGroups.MAX_OPEN);
        assertThat(groups.leftAlone()).isEqualTo(100);
        assertThat(memory.members().values()).allMatch(members -> members.size() <= AlertGroups.MAX_MEMBERS);
        assertThat(memory.byKey().values()).allMatch(ids -> ids.size() <= AlertGroups.MAX_OF_KEY);
    }
}
