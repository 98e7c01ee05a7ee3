package io.throughline.stream.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import io.throughline.testkit.misuse.Injector;
import io.throughline.testkit.misuse.Misuse;
import io.throughline.testkit.misuse.Misuses;
import io.throughline.testkit.misuse.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All detectors over two hours of real traffic with every misuse in it: again, by two tasks, and in another order. */
class ReplayIT {
    private static final Path HOTEL = Path.of("../../shared/data/flows/hotel-75");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Records in reverse and otherwise out of order among so many: some ten seconds. */
    private static final int SHUFFLED = 40;

    private final Map<String, String> settings = new HashMap<>(Map.of("jobs.out-of-orderness", "2m"));
    private List<ObjectNode> hops = List.of();

    @TempDir
    private Path folder;

    @BeforeEach
    void readTraffic() throws IOException {
        assumeTrue(Files.isDirectory(HOTEL), "the data set is not beside this checkout");
        Traffic traffic = Traffic.read(HOTEL, Duration.ofHours(2));
        List<Misuse> all = new ArrayList<>(Misuses.ofServices());
        all.addAll(Misuses.ofPrincipals());
        for (Misuse misuse : all) {
            misuse.settings(traffic, folder).forEach((key, value) -> settings.merge(key, value, (a, b) -> a + "," + b));
        }
        hops = new ArrayList<>(Injector.into(traffic, all, 1, 1).hops());
    }

    /** And what they add up to, and the traffic of APIs. */
    private List<String> alerts(String name, List<ObjectNode> lines, int tasks) throws Exception {
        Path file = Files.write(
                folder.resolve(name + ".ndjson"),
                lines.stream().map(ObjectNode::toString).toList());
        Analysis.run(new AnalysisRequest(
                List.of(file.toString()),
                folder.resolve(name),
                "host",
                new OriginOverrides(null, null, null, null, "hops"),
                JobConfig.from(new Settings(settings)),
                tasks));
        List<String> alerts = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name).resolve("alerts.ndjson"))) {
            JsonNode alert = JSON.readTree(line);
            alerts.add(alert.path("rule").asText() + " " + alert.path("id").asText() + " "
                    + alert.path("time").asText() + " " + alert.path("title").asText() + " "
                    + alert.path("risk").path("score").asText());
        }
        Collections.sort(alerts);
        alerts.addAll(Files.readAllLines(folder.resolve(name).resolve("risks.ndjson")));
        alerts.addAll(Files.readAllLines(folder.resolve(name).resolve("reports").resolve("apis.ndjson")));
        return alerts;
    }

    private List<ObjectNode> shuffled() {
        Random random = new Random(5);
        List<ObjectNode> lines = new ArrayList<>(hops);
        for (int from = 0; from < lines.size(); from += SHUFFLED) {
            Collections.shuffle(lines.subList(from, Math.min(lines.size(), from + SHUFFLED)), random);
        }
        return lines;
    }

    @Test
    void raisesTheSameAlertsByTwoTasksAndInAnotherOrder() throws Exception {
        List<String> expected = alerts("first", hops, 1);

        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(alerts("by-two", hops, 2)).isEqualTo(expected);
        assertThat(alerts("shuffled", shuffled(), 2)).isEqualTo(expected);
    }

    @Test
    void raisesTheSameAlertsWhereFlowsHaveToBeInferred() throws Exception {
        hops.forEach(hop -> hop.remove(List.of("trace", "span", "parent_span")));
        List<String> expected = alerts("first", hops, 1);

        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(alerts("by-two", hops, 2)).isEqualTo(expected);
        assertThat(alerts("shuffled", shuffled(), 2)).isEqualTo(expected);
    }
}
