package io.throughline.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./throughline bench NAME [RECORDS]}: runs a benchmark; the last line on standard output is one JSON object. */
public final class BenchMain {
    private static final Map<String, Benchmark> BENCHMARKS = new LinkedHashMap<>();

    static {
        BENCHMARKS.put("line", new Benchmark(LineBench.RECORDS, LineBench::line));
        BENCHMARKS.put("land", new Benchmark(LineBench.RECORDS, LineBench::land));
        BENCHMARKS.put("graph", new Benchmark(LineBench.RECORDS, LineBench::graph));
        BENCHMARKS.put("detect", new Benchmark(DetectBench.PRINCIPALS, DetectBench::run));
        BENCHMARKS.put("ship", new Benchmark(ShipBench.RECORDS, ShipBench::run));
        BENCHMARKS.put("forward", new Benchmark(LineBench.RECORDS, ForwardBench::run));
        BENCHMARKS.put("parse", new Benchmark(ParseLines.DEFAULT_COUNT, ParseBench::parse));
        BENCHMARKS.put("mask", new Benchmark(LineBench.RECORDS, MaskBench::mask));
        BENCHMARKS.put("flows", new Benchmark(LineBench.RECORDS, FlowsBench::run));
        BENCHMARKS.put("assembly", new Benchmark(AssemblyBench.HOPS_WITH_IDS, AssemblyBench::assembly));
        BENCHMARKS.put("inference", new Benchmark(AssemblyBench.HOPS_WITHOUT, AssemblyBench::inference));
        BENCHMARKS.put("rules", new Benchmark(RulesBench.RECORDS, RulesBench::run));
        BENCHMARKS.put("payload", new Benchmark(PayloadBench.RECORDS, PayloadBench::run));
        BENCHMARKS.put("faults", new Benchmark(LineBench.RECORDS, FaultsBench::run));
        BENCHMARKS.put("template", new Benchmark(TemplateBench.RECORDS, TemplateBench::run));
    }

    private BenchMain() {}

    private interface Run {
        ObjectNode on(int records) throws Exception;
    }

    private record Benchmark(int presetRecords, Run run) {}

    public static void main(String[] args) throws Exception {
        if (args.length > 1 && args[0].equals("evaluate")) {
            Evaluation.run(List.of(args).subList(1, args.length));
        } else if (args.length > 0 && args[0].equals("misuse")) {
            System.out.println(MisuseBench.run(List.of(args).subList(1, args.length)));
        } else {
            measure(args);
        }
        // Flink's and Netty's threads end when they like.
        System.exit(0);
    }

    private static void measure(String[] args) throws Exception {
        Benchmark benchmark = args.length == 0 ? null : BENCHMARKS.get(args[0]);
        if (benchmark == null) {
            refuse("takes the name of a benchmark: " + String.join(", ", BENCHMARKS.keySet()) + ", misuse");
        } else if (args.length > 1 && !args[1].matches("[1-9][0-9]{1,8}")) {
            refuse("takes a number of records from 10 to 999999999, not " + args[1]);
        } else {
            System.out.println(benchmark.run.on(args.length > 1 ? Integer.parseInt(args[1]) : benchmark.presetRecords));
        }
    }

    private static void refuse(String why) {
        System.err.println("throughline: bench " + why);
        System.exit(2);
    }
}
