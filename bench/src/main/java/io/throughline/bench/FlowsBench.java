package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.core.source.OriginOverrides;
import io.throughline.stream.JobConfig;
import io.throughline.stream.analyze.Analysis;
import io.throughline.stream.analyze.AnalysisRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Real request flows with their ids taken away, joined by the whole graph as {@code analyze} runs it, and compared with the truth. Every set as it
 * is, without links, with ids in some of its records, and with what goes wrong in fleets: records missing, clocks off or coarse, twice the load, several instances. The sets
 * are looked for in {@code ../shared/data}, or where {@code THROUGHLINE_DATA} says.
 */
final class FlowsBench {
    private static final List<String> SETS = List.of(
            "flows/hotel-25",
            "flows/hotel-75",
            "flows/hotel-75-cache30",
            "flows/media-25",
            "flows/media-75",
            "flows/hotel-75-nolink",
            "trainticket");

    private static final String AS_IT_IS = "as it is";
    private static final long QUARTER_OF_A_SECOND = 250_000;

    private final ObjectNode result = new ObjectMapper().createObjectNode();
    private final long[] edges = new long[FlowScore.CLASSES.length];
    private final long[] rightEdges = new long[FlowScore.CLASSES.length];

    private interface Variant {
        HopSet of(HopSet set);
    }

    private static Map<String, Variant> variants(String set) {
        Map<String, Variant> variants = new LinkedHashMap<>();
        variants.put(AS_IT_IS, same -> same);
        variants.put("30 % of ids", hops -> hops.withIds(0.3));
        if (set.equals("trainticket")) {
            variants.put("no links", HopSet::withoutLinks);
        } else {
            variants.put("5 % missing", hops -> hops.without(0.05));
            variants.put("clocks off by 250 ms", hops -> hops.withClocksOff(QUARTER_OF_A_SECOND));
            variants.put("in milliseconds", HopSet::inMilliseconds);
            variants.put("twice the load", HopSet::twiceAtOnce);
            variants.put("4 instances", hops -> hops.withInstances(4));
        }
        return variants;
    }

    /** @param records not used: the sets are what they are */
    static ObjectNode run(int records) throws Exception {
        return new FlowsBench().all();
    }

    private ObjectNode all() throws Exception {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("THROUGHLINE_DATA"), "../shared/data"));
        if (!Files.isDirectory(data.resolve("flows"))) {
            throw new IOException("no sets of flows are in " + data + "; THROUGHLINE_DATA may name another folder");
        }
        System.err.printf(
                "%-24s %-22s %10s %13s %8s %8s%n", "set", "", "end_to_end", "single_caller", "hops", "seconds");
        for (String set : SETS) {
            HopSet hops = HopSet.read(data.resolve(set));
            for (Map.Entry<String, Variant> variant : variants(set).entrySet()) {
                measure(set, variant.getKey(), variant.getValue().of(hops));
                if (variant.getKey().equals(AS_IT_IS)) {
                    limit(set, hops);
                }
            }
        }
        System.err.printf("%n%-24s %12s %12s%n", "inferred, confidence", "edges", "right");
        double from = 0;
        long sure = 0;
        long sureAndRight = 0;
        for (int i = 0; i < edges.length; i++) {
            System.err.printf(
                    Locale.ROOT,
                    "%4.2f and more            %12d %12.4f%n",
                    from,
                    edges[i],
                    rightEdges[i] / (double) edges[i]);
            from = FlowScore.CLASSES[i];
            sure += i >= 5 ? edges[i] : 0;
            sureAndRight += i >= 5 ? rightEdges[i] : 0;
        }
        return result.put("right_of_confidence_0.9", Math.round(1e4 * sureAndRight / sure) / 1e4);
    }

    private void limit(String set, HopSet hops) {
        FlowLimit limit = FlowLimit.of(hops);
        System.err.printf(
                Locale.ROOT,
                "%-24s %-22s %10.4f %13.4f  (%.4f not even tried)%n",
                set,
                "what times can tell",
                limit.endToEnd(),
                limit.singleCaller(),
                limit.untried());
        result.withObject("/" + set.replace("flows/", ""))
                .put("limit", Math.round(1e4 * limit.endToEnd()) / 1e4)
                .put("limit_single_caller", Math.round(1e4 * limit.singleCaller()) / 1e4)
                .put("limit_untried", Math.round(1e4 * limit.untried()) / 1e4);
    }

    private void measure(String set, String variant, HopSet hops) throws Exception {
        try (BenchFolder folder = BenchFolder.create()) {
            Path file = hops.write(folder.path().resolve("hops.ndjson"));
            long started = System.nanoTime();
            Analysis.run(new AnalysisRequest(
                    List.of(file.toString()),
                    folder.path().resolve("out"),
                    "host",
                    OriginOverrides.NONE,
                    JobConfig.from(new Settings(Map.of())),
                    1));
            double seconds = (System.nanoTime() - started) / 1e9;
            FlowScore score = FlowScore.of(hops, folder.path().resolve("out/hops.ndjson"));
            for (int i = 0; i < edges.length; i++) {
                edges[i] += score.edges[i];
                rightEdges[i] += score.rightEdges[i];
            }
            System.err.printf(
                    Locale.ROOT,
                    "%-24s %-22s %10.4f %13.4f %8.5f %8.1f%n",
                    set,
                    variant,
                    score.endToEnd(),
                    score.singleCaller(),
                    score.hops(),
                    seconds);
            result.withObject("/" + set.replace("flows/", ""))
                    .putObject(variant)
                    .put("end_to_end", Math.round(1e4 * score.endToEnd()) / 1e4)
                    .put("single_caller", Math.round(1e4 * score.singleCaller()) / 1e4)
                    .put("hops", Math.round(1e5 * score.hops()) / 1e5)
                    .put("seconds", Math.round(10 * seconds) / 10.0);
        }
    }
}
