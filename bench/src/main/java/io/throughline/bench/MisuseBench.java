package io.throughline.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import io.throughline.testkit.misuse.Injector;
import io.throughline.testkit.misuse.Misuse;
import io.throughline.testkit.misuse.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How well misuse is found: each kind of it is put into real traffic several times, gross and subtle, and the graph runs over it as
 * {@code analyze} runs it; then over the same traffic without. The data are looked for in {@code ../shared/data}, or under
 * {@code THROUGHLINE_DATA}.
 */
final class MisuseBench {
    private static final Map<String, String> FOLDERS = new LinkedHashMap<>();
    private static final Duration LENGTH = Duration.ofHours(2);

    static {
        FOLDERS.put("hotel-75", "flows/hotel-75");
        FOLDERS.put("trainticket", "trainticket");
    }

    private final ObjectNode result = new JsonMapper().createObjectNode();
    private final MisuseScore total = new MisuseScore();
    private final MisusePlan plan;

    private MisuseBench(MisusePlan plan) {
        this.plan = plan;
    }

    /** @throws IllegalArgumentException a set, a kind or an option that is not known */
    static ObjectNode run(List<String> words) throws Exception {
        MisusePlan plan = MisusePlan.of(words, FOLDERS.keySet());
        MisuseBench bench = new MisuseBench(plan);
        for (String set : plan.sets()) {
            bench.set(set, data().resolve(FOLDERS.getOrDefault(set, set)));
        }
        bench.total.print("in total");
        bench.result.set("total", bench.total.json());
        return bench.result;
    }

    private static Path data() throws IOException {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("THROUGHLINE_DATA"), "../shared/data"));
        if (!Files.isDirectory(data)) {
            throw new IOException("there is no " + data + "; THROUGHLINE_DATA may name another folder");
        }
        return data;
    }

    private void set(String name, Path folder) throws Exception {
        Traffic traffic = Traffic.read(folder, LENGTH);
        List<Misuse> misuses = plan.misuses();
        MisuseScore score = new MisuseScore();
        try (BenchFolder bench = BenchFolder.create()) {
            Map<String, String> settings = new LinkedHashMap<>();
            for (Misuse misuse : misuses) {
                misuse.settings(traffic, bench.path())
                        .forEach((key, value) -> settings.merge(key, value, (a, b) -> a + "," + b));
            }
            Path unchanged = analyse(bench.path(), "unchanged", Injector.nothingInto(traffic), settings);
            score.unchanged(misuses, unchanged.resolve("alerts.ndjson"), traffic.busy());
            for (MisusePlan.Part part : plan.parts()) {
                for (int run = 1; run <= part.runs(); run++) {
                    Injector injected = Injector.into(traffic, part.kinds(), part.times(), run);
                    Path out = analyse(
                            bench.path(),
                            "injected-" + run + "-" + part.kinds().getFirst().behaviour(),
                            injected,
                            settings);
                    score.injected(part.kinds(), injected, out.resolve("alerts.ndjson"));
                }
            }
        }
        score.print(name);
        result.set(name, score.json());
        total.add(score);
    }

    private static Path analyse(Path folder, String name, Injector hops, Map<String, String> settings)
            throws Exception {
        Path file = hops.write(folder.resolve(name + ".ndjson"));
        Path out = folder.resolve(name);
        Analysis.run(new AnalysisRequest(
                List.of(file.toString()),
                out,
                "bench",
                new OriginOverrides(null, null, null, null, "hops"),
                JobConfig.from(new Settings(settings)),
                2));
        return out;
    }
}
