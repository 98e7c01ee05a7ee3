package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.config.Settings;
import io.throughline.core.source.LogFile;
import io.throughline.core.source.LogFiles;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code scripts/evaluate FILE_OR_FOLDER...}: analyses each file as a user would and compares the findings with the labels in it. A file of
 * {@code .ndjson} holds logged requests with {@code id}, {@code label} and {@code category}; of any other all findings are shown, for it has no
 * labels. Requests whose label is {@code benign} must not be found, those whose label is {@code attack} must.
 *
 * <p>Each figure is given for the two halves of the ids, too, by a hash: the checks were made looking at the first.
 */
final class Evaluation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Evaluation() {}

    static void run(List<String> paths) throws Exception {
        for (LogFile file : LogFiles.expand(paths)) {
            Path out = Files.createTempDirectory("evaluate");
            try {
                evaluate(file.path(), out);
            } finally {
                delete(out);
            }
        }
    }

    private static void evaluate(Path file, Path out) throws Exception {
        String name = file.getFileName().toString();
        boolean requests = name.contains(".ndjson");
        if (!requests && !name.contains(".log")) {
            return; // what describes the data
        }
        Analysis.run(new AnalysisRequest(
                List.of(file.toString()),
                out.resolve("results"),
                "evaluate",
                new OriginOverrides(null, null, null, null, requests ? "http" : null),
                JobConfig.from(new Settings(Map.of())),
                2));
        Map<String, String> reasons = reasons(out.resolve("results/findings.ndjson"));
        System.out.println(file);
        if (requests) {
            labelled(file, reasons);
            ProfileEvaluation.run(file);
        } else {
            System.out.printf("  %,d lines with a finding%n", reasons.size());
            reasons.values().forEach(reason -> System.out.println("    " + reason));
        }
    }

    /** The first reason of each record that has a finding of its payload, by the record's id. */
    private static Map<String, String> reasons(Path findings) throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(findings)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode finding = JSON.readTree(line);
                if (finding.path("rule").asText().startsWith("payload-")) {
                    finding.path("evidence")
                            .forEach(seen -> reasons.putIfAbsent(
                                    seen.path("id").asText(),
                                    finding.path("reason").asText()));
                }
            }
        }
        return reasons;
    }

    private static void labelled(Path file, Map<String, String> reasons) throws IOException {
        Map<String, Tally> tallies = new TreeMap<>();
        Map<String, String> wrong = new TreeMap<>();
        try (BufferedReader lines = reader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = JSON.readTree(line);
                String id = request.path("id").asText();
                String label = request.path("label").asText();
                String category = request.path("category").isNull()
                        ? ""
                        : " " + request.path("category").asText();
                boolean visible = request.path("visible_in_access_log").asBoolean();
                boolean found = reasons.containsKey(id);
                for (String group : List.of(
                        label, label + category, label + (visible ? " visible in a log" : " not visible in a log"))) {
                    tallies.computeIfAbsent(group, any -> new Tally()).add(found, half(id));
                }
                if (found && label.equals("benign")) {
                    wrong.put(id, String.valueOf(reasons.get(id)));
                }
            }
        }
        tallies.forEach((group, tally) -> System.out.println("  " + tally.line(group)));
        wrong.forEach((id, reason) -> System.out.println("  benign and found: " + id + ": " + reason));
    }

    static int half(String id) {
        return (id.hashCode() * 0x9e3779b9) >>> 31;
    }

    static BufferedReader reader(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(LogFiles.open(file), StandardCharsets.UTF_8));
    }

    private static final class Tally {
        private final Map<Integer, long[]> halves = new HashMap<>();

        void add(boolean found, int half) {
            long[] counts = halves.computeIfAbsent(half, any -> new long[2]);
            counts[0]++;
            counts[1] += found ? 1 : 0;
        }

        String line(String group) {
            return "%-40s %,8d found %,8d  %.4f  (halves %.4f %.4f)"
                    .formatted(group, sum(0), sum(1), (double) sum(1) / sum(0), share(0), share(1));
        }

        private long sum(int of) {
            return halves.values().stream().mapToLong(counts -> counts[of]).sum();
        }

        private double share(int half) {
            long @Nullable [] counts = halves.get(half);
            return counts == null ? 0 : (double) counts[1] / counts[0];
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }
}
