package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code bench parse}: how fast one thread reads lines, against peers that read the same lines in the same run. JMH runs every
 * benchmark in a process of its own, all of them one after another, and that several times: a busy machine slows neighbours alike,
 * so a ratio is the median of those of the rounds, and a rate that of the best round.
 */
final class ParseBench {
    private static final int ROUNDS = 3;
    private static final int WARM_UP_SECONDS = 2;

    private static final int MEASURED_SECONDS = 2;

    private static final List<ParseInput> JSON = List.of(ParseInput.CONTAINER, ParseInput.HOPS, ParseInput.APPLICATION);
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final int count;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final ObjectNode result = new ObjectMapper().createObjectNode();

    private ParseBench(int count) {
        this.count = count;
    }

    /**
     * What was measured of one benchmark with one input.
     *
     * @param bytesPerSecond of each round
     * @param allocatedBytes for one line
     */
    private record Row(long lines, long bytes, List<Double> bytesPerSecond, List<Double> allocatedBytes) {}

    static ObjectNode parse(int lines) throws IOException, RunnerException {
        ParseBench bench = new ParseBench(lines);
        for (int round = 1; round <= ROUNDS; round++) {
            System.err.println("throughline: round " + round + " of " + ROUNDS);
            bench.run();
        }
        bench.print();
        bench.ratios();
        return bench.result;
    }

    /** What is compared stands close together: one input after another. */
    private void run() throws IOException, RunnerException {
        for (ParseInput input : ParseInput.values()) {
            ParseLines lines = ParseLines.of(input.lines(count));
            for (RunResult run : new Runner(options(input)).run()) {
                add(input, lines, run);
            }
        }
    }

    private Options options(ParseInput input) {
        Class<?> benchmarks = JSON.contains(input) ? JsonBenchmarks.class : AccessBenchmarks.class;
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmarks.getName() + "\\.")
                .forks(1)
                .threads(1)
                .warmupIterations(WARM_UP_SECONDS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(MEASURED_SECONDS)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgsAppend("-D" + ParseLines.COUNT + "=" + count)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        return JSON.contains(input) ? options.param("input", input.name()).build() : options.build();
    }

    private void add(ParseInput input, ParseLines lines, RunResult run) {
        String benchmark = run.getParams().getBenchmark();
        String name = input.key() + benchmark.substring(benchmark.lastIndexOf('.'));
        int ofInput = lines.bytes().size();
        long size = lines.size();
        Row row = rows.computeIfAbsent(name, key -> new Row(ofInput, size, new ArrayList<>(), new ArrayList<>()));
        double bytesPerSecond = run.getPrimaryResult().getScore() * size;
        Result<?> allocated = Objects.requireNonNull(run.getSecondaryResults().get(ALLOCATED), ALLOCATED);
        row.bytesPerSecond.add(bytesPerSecond);
        row.allocatedBytes.add(allocated.getScore() / ofInput);
        System.err.printf(Locale.ROOT, "throughline: %s: %,.0f MB/s%n", name, bytesPerSecond / 1e6);
    }

    private void print() {
        System.out.printf(
                Locale.ROOT, "%-24s %9s %14s %16s  %s%n", "", "MB/s", "records/s", "allocated B/rec", "what it makes");
        rows.forEach((name, row) -> System.out.printf(
                Locale.ROOT,
                "%-24s %,9.0f %,14.0f %,16.0f  %s%n",
                name,
                best(row) / 1e6,
                best(row) / row.bytes * row.lines,
                median(row.allocatedBytes),
                ParseCase.words(name.substring(name.indexOf('.') + 1))));
    }

    private void ratios() {
        result.put("records", count);
        ratio("access_scan_to_regex", "access.scan", "access.regex");
        ratio("access_texts_to_regex_texts", "access.scanTexts", "access.regexTexts");
        ratio("access_normalise_to_regex_texts", "access.normalise", "access.regexTexts");
        ratio("access_scan_to_line_feeds", "access.scan", "access.lineFeeds");
        for (ParseInput input : JSON) {
            String name = input.key();
            ratio(name + "_scan_to_fastjson2", name + ".scan", name + ".fastjson2");
            ratio(name + "_texts_to_fastjson2", name + ".scanTexts", name + ".fastjson2");
            ratio(name + "_map_to_fastjson2", name + ".scanMap", name + ".fastjson2");
            ratio(name + "_normalise_to_fastjson2", name + ".normalise", name + ".fastjson2");
        }
        rate("access_scan_gigabytes_per_second", "access.scan");
        rate("access_normalise_gigabytes_per_second", "access.normalise");
    }

    private void ratio(String key, String ours, String peer) {
        List<Double> ratios = new ArrayList<>();
        List<Double> own = row(ours).bytesPerSecond;
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i) / row(peer).bytesPerSecond.get(i));
        }
        result.put(key, Math.round(1000 * median(ratios)) / 1000.0);
    }

    private void rate(String key, String name) {
        result.put(key, Math.round(best(row(name)) / 1e6) / 1e3);
    }

    private Row row(String name) {
        Row row = rows.get(name);
        if (row == null) {
            throw new IllegalStateException("no benchmark " + name);
        }
        return row;
    }

    private static double best(Row row) {
        return row.bytesPerSecond.stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }
}
