package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.health.Suspect;
import io.throughline.core.source.OriginOverrides;
import io.throughline.core.store.TimeRange;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import io.throughline.stream.analyze.Health;
import io.throughline.stream.analyze.HealthQuestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Analyses a day with labelled faults as {@code analyze} does, hops and container logs at once, and compares with the labels: which alerts were
 * raised, of nothing but what came before; and who is suspect in the three minutes after each fault, learned from what came before and from the
 * stretch that the data call free of faults, and also without that stretch. The data are looked for in {@code ../shared/data/trainticket}, or under
 * {@code THROUGHLINE_DATA}; the results are left in a temporary folder, whose name is printed.
 */
final class FaultsBench {
    private static final List<TimeRange> FAULT_FREE =
            List.of(new TimeRange(Instant.parse("2023-01-29T08:48:16Z"), Instant.parse("2023-01-29T08:51:04Z")));

    private static final Duration WINDOW = Duration.ofMinutes(3);
    private static final int FIRST_FEW = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode result = JSON.createObjectNode();
    private final List<Fault> faults = new ArrayList<>();
    private final Health health = new Health(new HealthQuestion(null, FAULT_FREE));
    private final Path results;

    private FaultsBench(Path folder, Path results) throws IOException {
        this.results = results;
        for (JsonNode fault : JSON.readTree(folder.resolve("faults.json").toFile())) {
            faults.add(new Fault(
                    Instant.parse(HopSet.text(fault, "inject_time")),
                    HopSet.text(fault, "service"),
                    HopSet.text(fault, "type")));
        }
    }

    /** @param type as the data name it: {@code cpu_contention}, {@code exception}, {@code return} */
    record Fault(Instant injected, String service, String type) {}

    private interface LineTaker {
        void take(JsonNode line);
    }

    /** @param records not used: the set is what it is */
    static ObjectNode run(int records) throws Exception {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("THROUGHLINE_DATA"), "../shared/data"));
        Path folder = data.resolve("trainticket");
        if (!Files.isDirectory(folder)) {
            throw new IOException("no faults are in " + data + "; THROUGHLINE_DATA may name another folder");
        }
        Path results = Files.createTempDirectory("throughline-faults-");
        System.err.println("results: " + results);
        Analysis.run(new AnalysisRequest(
                List.of(
                        folder.resolve("containers").toString(),
                        folder.resolve("hops.ndjson.gz").toString()),
                results,
                "unknown",
                OriginOverrides.NONE,
                JobConfig.from(new Settings(Map.of())),
                Runtime.getRuntime().availableProcessors()));
        FaultsBench bench = new FaultsBench(folder, results);
        bench.all();
        return bench.result;
    }

    private void all() throws IOException {
        FaultAlerts alerts = new FaultAlerts(faults);
        each("events.ndjson", event -> {
            health.sawEvent(event);
            alerts.sawRecord(event);
        });
        each("flows.ndjson", health::sawFlow);
        each("alerts.ndjson", alerts::sawAlert);
        rank("with the fault-free stretch", FAULT_FREE, true);
        rank("without it", List.of(), false);
        alerts.tell(result.putObject("alerts"));
    }

    private void each(String file, LineTaker taker) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(results.resolve(file))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                taker.take(JSON.readTree(line));
            }
        }
    }

    private void rank(String name, List<TimeRange> faultFree, boolean tell) {
        int first = 0;
        int firstFew = 0;
        for (Fault fault : faults) {
            TimeRange window = new TimeRange(fault.injected(), fault.injected().plus(WINDOW));
            List<Suspect> suspects = health.suspects(window, faultFree);
            int rank = suspects.stream()
                    .filter(suspect -> suspect.service().equals(fault.service()))
                    .mapToInt(Suspect::rank)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
            first += rank == 1 ? 1 : 0;
            firstFew += rank <= FIRST_FEW ? 1 : 0;
            if (tell) {
                tell(fault, suspects, rank);
            }
        }
        double all = faults.size();
        System.err.printf(
                "%n%-28s first %d of %.0f (asked: 0.90), among the first three %d (asked: 1.0)%n",
                name, first, all, firstFew);
        result.putObject("suspects " + name)
                .put("first", Math.round(1e3 * first / all) / 1e3)
                .put("among_first_three", Math.round(1e3 * firstFew / all) / 1e3);
    }

    private static void tell(Fault fault, List<Suspect> suspects, int rank) {
        System.err.printf(
                "%n%s %s %s: %s%n",
                fault.injected(), fault.service(), fault.type(), rank == Integer.MAX_VALUE ? "no suspect" : rank);
        suspects.stream()
                .limit(FIRST_FEW)
                .forEach(suspect -> System.err.printf(
                        Locale.ROOT,
                        "  %d %s %.1f %s%n",
                        suspect.rank(),
                        suspect.service(),
                        suspect.score(),
                        suspect.reason()));
    }
}
