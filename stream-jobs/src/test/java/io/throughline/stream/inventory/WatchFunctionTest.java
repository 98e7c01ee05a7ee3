package io.throughline.stream.inventory;

import static io.throughline.stream.inventory.Sights.NEW;
import static io.throughline.stream.inventory.Sights.OLD;
import static io.throughline.stream.inventory.Sights.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.config.Settings;
import io.throughline.core.model.Alert;
import io.throughline.core.model.ContainerState.Action;
import io.throughline.core.model.Evidence;
import io.throughline.stream.Harness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Closing a harness may be interrupted: then the test fails, as it should.
class WatchFunctionTest {
    private static final String TAG = "registry.example/shop/web:1";
    private static final String PINNED = "registry.example/shop/web:1@" + OLD;

    private final Sights sights = new Sights();
    private Map<String, String> settings = Map.of();

    private InventoryConfig config() {
        return InventoryConfig.from(new Settings(settings));
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Sight, Alert> harness(boolean fleet) throws Exception {
        return Harness.of(
                fleet
                        ? new WatchFunction<>(new FleetWatch(config()))
                        : new WatchFunction<>(new ContainerWatch(config())),
                sight -> fleet ? "fleet" : sight.key(),
                Alert.class);
    }

    /** The last of each, in the order of their first. */
    private static List<Alert> last(List<Alert> alerts) {
        Map<String, Alert> byId = new LinkedHashMap<>();
        alerts.forEach(alert -> byId.put(alert.id(), alert));
        return List.copyOf(byId.values());
    }

    private List<Alert> alerts(boolean fleet, List<Sight> order) throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, Sight, Alert> harness = harness(fleet)) {
            harness.open();
            for (Sight sight : order) {
                harness.processElement(sight, sight.time().toEpochMilli());
            }
            harness.processWatermark(TEN.plus(Duration.ofHours(8)).toEpochMilli());
            return last(harness.extractOutputValues());
        }
    }

    private List<Alert> ofContainers() throws Exception {
        return alerts(false, sights.all);
    }

    private List<Alert> ofFleet() throws Exception {
        return alerts(true, sights.all);
    }

    private static List<String> rules(List<Alert> alerts) {
        return alerts.stream().map(Alert::rule).toList();
    }

    private void works(String container, int from, int to) {
        for (int second = from; second < to; second += 20) {
            sights.served(second, container).logged(second + 1, container);
        }
    }

    @Test
    void tellsAContainerThatFellSilentFromOneThatEnded() throws Exception {
        works("web", 0, 1_200);
        works("old", 0, 1_200);
        sights.state(1_210, "old", TAG, OLD, Action.ENDED);
        for (int second = 1_220; second < 2_400; second += 20) {
            sights.served(second, "web").served(second, "old");
        }

        List<Alert> alerts = ofContainers();

        assertThat(alerts).hasSize(1);
        Alert alert = alerts.getFirst();
        assertThat(alert.rule()).isEqualTo("container-silent");
        assertThat(alert.entity()).containsEntry("container.id", "web");
        // The last line at 1,181 s, and the first request more than five minutes later.
        assertThat(alert.time()).isEqualTo(TEN.plusSeconds(1_500));
        assertThat(alert.seen()).contains("no line since " + TEN.plusSeconds(1_181));
    }

    @Test
    void saysNothingOfAContainerThatOftenIsQuietOrHardlyEverLogged() throws Exception {
        for (int second = 0; second < 20_000; second += 20) {
            sights.served(second, "quiet").served(second, "new");
        }
        for (int second = 1; second < 15_000; second += 500) {
            sights.logged(second, "quiet");
        }
        for (int second = 1; second < 200; second += 20) {
            sights.logged(second, "new");
        }
        sights.all.removeIf(sight -> sight.who().name() != null
                && sight.who().name().equals("quiet-1")
                && sight.time().isAfter(TEN.plusSeconds(15_900)));

        assertThat(alerts(false, sights.all)).isEmpty();
    }

    @Test
    void tellsOfARequestThenARiseOfRightsThenANewCallAsOne() throws Exception {
        sights.state(0, "web", PINNED, OLD, Action.STARTED)
                .called(5, "web", "orders")
                .served(100, "web")
                .raised(130, "web")
                .called(150, "web", "orders")
                .called(160, "web", "vault");

        List<Alert> alerts = ofContainers();

        assertThat(rules(alerts)).containsExactly("setuid-then-new-edge");
        Alert alert = alerts.getFirst();
        assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(alert.entity()).containsEntry("peer", "vault").containsEntry("container.image.hash.all", OLD);
        assertThat(alert.evidence())
                .extracting(Evidence::event)
                .containsExactly("SERVED-web-100.0-null", "RAISED-web-130.0-null", "CALLED-web-160.0-vault");
        assertThat(alert.expected()).contains("calls to orders");
    }

    @Test
    void tellsOfACommandThatGivesRightsByItself() throws Exception {
        sights.raised(10, "web", "chmod u+s /tmp/sh").raised(20, "web");

        List<Alert> alerts = ofContainers();

        assertThat(rules(alerts)).containsExactly("setuid-command");
        assertThat(alerts.getFirst().seen()).isEqualTo("chmod u+s /tmp/sh");
    }

    @Test
    void saysNothingOfTheThreeInAnotherOrderOrTooFarApart() throws Exception {
        sights.raised(10, "a").served(20, "a").called(30, "a", "vault");
        sights.served(10, "b").called(20, "b", "vault").raised(30, "b").called(40, "b", "vault");
        sights.served(10, "c").raised(20, "c").called(621, "c", "vault");
        sights.served(10, "d").raised(611, "d").called(620, "d", "vault");
        sights.served(10, "e").raised(20, "e");
        sights.called(30, "f", "vault");

        assertThat(ofContainers()).isEmpty();
    }

    @Test
    void tellsOfATagThatStandsForAnotherImage() throws Exception {
        sights.state(0, "a", TAG, OLD, Action.STARTED)
                .state(10, "b", TAG, OLD, Action.STARTED)
                .state(20, "c", TAG, NEW, Action.STARTED)
                .state(30, "d", TAG, NEW, Action.STARTED)
                .state(40, "e", "registry.example/shop/other:1", NEW, Action.STARTED)
                .state(50, "f", "registry.example/shop/pinned:1@" + OLD, OLD, Action.STARTED)
                .state(60, "g", "registry.example/shop/pinned:1@" + NEW, NEW, Action.STARTED);

        List<Alert> moved = ofFleet().stream()
                .filter(alert -> alert.rule().equals("image-tag-moved"))
                .toList();

        assertThat(moved).hasSize(1);
        assertThat(moved.getFirst().time()).isEqualTo(TEN.plusSeconds(20));
        assertThat(moved.getFirst().expected()).contains(OLD);
        assertThat(moved.getFirst().seen()).contains(NEW);
    }

    @Test
    void holdsImagesAgainstTheOperatorsLists() throws Exception {
        settings = Map.of(
                "inventory.registries", "registry.example, localhost:5000",
                "inventory.base-images", "debian:12, registry.example/base/*");
        sights.state(0, "a", "registry.example/a@" + OLD, "debian:12")
                .state(1, "b", "localhost:5000/b@" + OLD, "registry.example/base/java:21")
                .state(2, "c", "nginx@" + OLD, "debian:12")
                .state(3, "d", "registry.example/d@" + OLD, "alpine:3")
                .state(4, "e", "registry.example/e@" + OLD, (String) null)
                .state(5, "f", "registry.example/f:1", "debian:12");

        assertThat(ofFleet())
                .extracting(alert -> alert.rule() + " " + alert.entity().get("container.id") + " " + alert.severity())
                .containsExactly(
                        "image-registry c HIGH",
                        "image-base d MEDIUM",
                        "image-base e LOW",
                        "image-without-digest f LOW");
    }

    @Test
    void asksForAScanOfWhatServes() throws Exception {
        settings = Map.of("inventory.scan.max-age", "30m", "inventory.scan.grace", "10m");
        sights.state(0, "never", PINNED, OLD, Action.STARTED)
                .served(60, "never")
                .scanned(0, NEW)
                .state(0, "late", TAG + "@" + NEW, NEW, Action.STARTED)
                .served(1_000, "late")
                .served(1_801, "late")
                .state(0, "idle", "registry.example/idle@sha256:33", "sha256:33", Action.STARTED);

        List<Alert> alerts = ofFleet();

        assertThat(rules(alerts)).containsExactly("image-not-scanned", "image-not-scanned");
        assertThat(alerts.getFirst().time()).isEqualTo(TEN.plusSeconds(660));
        assertThat(alerts.getFirst().title()).endsWith("was never scanned");
        assertThat(alerts.getLast().time()).isEqualTo(TEN.plusSeconds(1_801));
        assertThat(alerts.getLast().title()).endsWith("too long ago");
    }

    @Test
    void tellsOfNewCriticalVulnerabilitiesOfWhatRunsOnly() throws Exception {
        sights.scanned(0, OLD, "CVE-1")
                .state(10, "web", PINNED, OLD, Action.STARTED)
                .scanned(20, OLD, "CVE-1")
                .scanned(30, OLD, "CVE-1", "CVE-2")
                .scanned(40, NEW, "CVE-3")
                .state(50, "web", PINNED, OLD, Action.ENDED)
                .scanned(60, OLD, "CVE-1", "CVE-2", "CVE-4");

        List<Alert> alerts = ofFleet();

        assertThat(rules(alerts)).containsExactly("image-new-critical");
        assertThat(alerts.getFirst().entity()).containsEntry("vulnerability.id", "CVE-2");
        assertThat(alerts.getFirst().time()).isEqualTo(TEN.plusSeconds(30));
    }

    @Test
    void tellsOfAContainerThatNoEngineToldOfWhereOneTellsOfOthers() throws Exception {
        sights.served(5, "late").state(0, "web", PINNED, OLD, Action.STARTED);
        sights.served(10, "ghost").state(100, "late", PINNED, OLD, Action.STARTED);

        List<Alert> alerts = ofFleet().stream()
                .filter(alert -> alert.rule().startsWith("container"))
                .toList();

        assertThat(rules(alerts)).containsExactly("container-not-in-inventory");
        assertThat(alerts.getFirst().entity()).containsEntry("container.id", "ghost");
        assertThat(alerts.getFirst().time()).isEqualTo(TEN.plusSeconds(130));

        sights.all.removeIf(sight -> sight.kind() == Sight.Kind.STATE);
        assertThat(ofFleet()).isEmpty();
    }

    /** A day of everything above. */
    private void everything() {
        works("web", 0, 1_200);
        for (int second = 1_220; second < 2_400; second += 20) {
            sights.served(second, "web");
        }
        sights.state(0, "web", PINNED, OLD, Action.STARTED)
                .state(20, "orders", TAG, OLD, Action.STARTED)
                .state(2_000, "orders", TAG, NEW, Action.STARTED)
                .scanned(1_000, OLD, "CVE-1")
                .served(1_500, "ghost")
                .called(60, "web", "orders")
                .raised(2_005, "web")
                .called(2_010, "web", "vault");
    }

    @Test
    void givesTheSameAlertsForAnyOrderForDuplicatesAndAfterARestore() throws Exception {
        everything();
        for (boolean fleet : List.of(true, false)) {
            List<Alert> expected = alerts(fleet, sights.all);
            assertThat(expected).hasSizeGreaterThan(1);

            List<Sight> shuffled = new ArrayList<>(sights.all);
            Collections.shuffle(shuffled, new Random(3));
            assertThat(alerts(fleet, shuffled)).containsExactlyInAnyOrderElementsOf(expected);

            List<Sight> twice = Stream.concat(
                            sights.all.stream(),
                            sights.all.stream().filter(sight -> sight.kind() != Sight.Kind.SERVED || !fleet))
                    .toList();
            assertThat(alerts(fleet, twice))
                    .extracting(Alert::id)
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(Alert::id).toList());

            assertThat(restored(fleet)).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private List<Alert> restored(boolean fleet) throws Exception {
        List<Alert> alerts = new ArrayList<>();
        OperatorSubtaskState snapshot;
        long middle = TEN.plusSeconds(1_505).toEpochMilli();
        try (KeyedOneInputStreamOperatorTestHarness<String, Sight, Alert> harness = harness(fleet)) {
            harness.open();
            for (Sight sight : sights.all) {
                if (sight.time().toEpochMilli() <= middle + 60_000) {
                    harness.processElement(sight, sight.time().toEpochMilli());
                }
            }
            harness.processWatermark(middle);
            alerts.addAll(harness.extractOutputValues());
            snapshot = harness.snapshot(1, 1);
        }
        try (KeyedOneInputStreamOperatorTestHarness<String, Sight, Alert> harness = harness(fleet)) {
            harness.initializeState(snapshot);
            harness.open();
            for (Sight sight : sights.all) {
                if (sight.time().toEpochMilli() > middle + 60_000) {
                    harness.processElement(sight, sight.time().toEpochMilli());
                }
            }
            harness.processWatermark(TEN.plus(Duration.ofHours(8)).toEpochMilli());
            alerts.addAll(harness.extractOutputValues());
        }
        return last(alerts);
    }

    @Test
    void forgetsEverythingInTheEnd() throws Exception {
        everything();
        for (boolean fleet : List.of(true, false)) {
            try (KeyedOneInputStreamOperatorTestHarness<String, Sight, Alert> harness = harness(fleet)) {
                harness.open();
                for (Sight sight : sights.all) {
                    harness.processElement(sight, sight.time().toEpochMilli());
                }
                harness.processWatermark(TEN.plus(Duration.ofDays(60)).toEpochMilli());

                assertThat(harness.numKeyedStateEntries()).isZero();
                assertThat(harness.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void holdsNoMoreSightsThanMayWait() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, Sight, Alert> harness =
                Harness.of(new WatchFunction<>(new FleetWatch(config()), 100), sight -> "fleet", Alert.class)) {
            harness.open();
            for (int i = 0; i < 1_000; i++) {
                sights.state(i, "c" + i, PINNED, OLD, Action.STARTED);
            }
            for (Sight sight : sights.all) {
                harness.processElement(sight, sight.time().toEpochMilli());
            }

            assertThat(harness.numEventTimeTimers()).isEqualTo(100);
        }
    }
}
