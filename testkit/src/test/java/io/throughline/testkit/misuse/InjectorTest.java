package io.throughline.testkit.misuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectorTest {
    private static final Path HOTEL = Path.of("../../shared/data/flows/hotel-75");

    /** These take logins, or orders below the gateway, which the hotel has not. */
    private static final Set<String> ELSEWHERE =
            Set.of("id-enumeration-behind", "password-spraying", "credential-stuffing");

    @TempDir
    private Path folder;

    private static Traffic hotel() throws IOException {
        assumeTrue(Files.isDirectory(HOTEL), "the data set is not beside this checkout");
        return Traffic.read(HOTEL, Duration.ofHours(2));
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherOneOthers() throws IOException {
        Traffic traffic = hotel();

        Path first = Injector.into(traffic, Misuses.all(), 2, 1).write(folder.resolve("first"));
        Path second = Injector.into(hotel(), Misuses.all(), 2, 1).write(folder.resolve("second"));
        Path other = Injector.into(traffic, Misuses.all(), 2, 2).write(folder.resolve("other"));

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
    }

    @Test
    void trafficIsLongEnoughToLearnFromAndEveryRecordHasItsPlaceInATrace() throws IOException {
        Traffic traffic = hotel();

        assertThat(traffic.flows()).hasSize(3_000);
        assertThat(traffic.busy()).isBetween(Duration.ofMinutes(115), Duration.ofMinutes(121));
        assertThat(traffic.gateway()).isEqualTo("frontend");
        Set<String> ids = new HashSet<>();
        for (TrafficFlow flow : traffic.flows()) {
            assertThat(flow.entry().has("parent_span")).isFalse();
            assertThat(flow.entry().path("principal").asText()).startsWith("user-");
            for (ObjectNode hop : flow.hops()) {
                assertThat(ids.add(hop.path("id").asText())).isTrue();
                assertThat(hop.path("trace")).isEqualTo(flow.entry().path("trace"));
            }
        }
    }

    @Test
    void everyMisuseIsLabelledInTheSecondHalfAndItsRecordsAreThere() throws IOException {
        Traffic traffic = hotel();

        Injector injected = Injector.into(traffic, Misuses.all(), 1, 1);

        Set<String> ids = new HashSet<>();
        injected.hops().forEach(hop -> ids.add(hop.path("id").asText()));
        List<Label> labels = injected.labels();
        assertThat(labels).isNotEmpty().allSatisfy(label -> {
            assertThat(ids).containsAll(label.records());
            assertThat(label.begin().toEpochMilli() * 1_000).isGreaterThan((traffic.begin() + traffic.end()) / 2);
            assertThat(label.blame()).isNotEmpty();
        });
        List<Misuse> possible = Misuses.all().stream()
                .filter(misuse -> !ELSEWHERE.contains(misuse.behaviour()))
                .toList();
        for (Misuse misuse : possible) {
            assertThat(labels.stream()
                            .filter(label -> label.behaviour().equals(misuse.behaviour()))
                            .map(Label::strength))
                    .as(misuse.behaviour())
                    .contains(Strength.GROSS, Strength.SUBTLE);
        }
    }
}
