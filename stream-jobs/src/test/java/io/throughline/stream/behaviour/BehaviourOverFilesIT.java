package io.throughline.stream.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import io.throughline.testkit.misuse.Injector;
import io.throughline.testkit.misuse.Label;
import io.throughline.testkit.misuse.Misuse;
import io.throughline.testkit.misuse.Misuses;
import io.throughline.testkit.misuse.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BehaviourOverFilesIT {
    private static final Path HOTEL = Path.of("../../shared/data/flows/hotel-75");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private List<JsonNode> alerts(String name, Injector hops, Map<String, String> settings) throws Exception {
        Path file = hops.write(folder.resolve(name + ".ndjson"));
        Analysis.run(new AnalysisRequest(
                List.of(file.toString()),
                folder.resolve(name),
                "host",
                new OriginOverrides(null, null, null, null, "hops"),
                JobConfig.from(new Settings(settings)),
                2));
        List<JsonNode> alerts = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name).resolve("alerts.ndjson"))) {
            alerts.add(JSON.readTree(line));
        }
        return alerts;
    }

    private Map<String, String> settings(Traffic traffic) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (Misuse misuse : Misuses.ofServices()) {
            misuse.settings(traffic, folder).forEach((key, value) -> settings.merge(key, value, (a, b) -> a + "," + b));
        }
        return settings;
    }

    @Test
    void findsEachMisuseInRealTrafficAndNothingInTheSameTrafficWithout() throws Exception {
        assumeTrue(Files.isDirectory(HOTEL), "the data set is not beside this checkout");
        Traffic traffic = Traffic.read(HOTEL, Duration.ofHours(2));
        Map<String, String> settings = settings(traffic);
        Injector injected = Injector.into(traffic, Misuses.ofServices(), 1, 1);
        Map<String, Set<String>> shownBy = new HashMap<>();
        for (JsonNode alert : alerts("injected", injected, settings)) {
            for (JsonNode seen : alert.path("evidence")) {
                String record = injected.hops()
                        .get(seen.path("line").intValue() - 1)
                        .path("id")
                        .asText();
                shownBy.computeIfAbsent(record, any -> new HashSet<>())
                        .add(alert.path("rule").asText());
            }
        }

        assertThat(alerts("unchanged", Injector.nothingInto(traffic), settings)).isEmpty();
        for (Misuse misuse : Misuses.ofServices()) {
            assertThat(injected.labels())
                    .filteredOn(label -> label.behaviour().equals(misuse.behaviour()))
                    .as(misuse.behaviour())
                    .isNotEmpty()
                    .allSatisfy(label -> assertThat(rules(label, shownBy)).containsAnyElementsOf(misuse.rules()));
        }
    }

    private static Set<String> rules(Label label, Map<String, Set<String>> shownBy) {
        Set<String> rules = new HashSet<>();
        label.records().forEach(record -> rules.addAll(shownBy.getOrDefault(record, Set.of())));
        return rules;
    }
}
