package io.throughline.bench;

import com.alibaba.fastjson2.JSON;
import io.throughline.core.parse.JsonScan;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What one thread reads of JSON log lines; an operation is all lines once. Run by {@link ParseBench}, which says what each makes of them. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
public class JsonBenchmarks {
    @Param({"CONTAINER", "HOPS", "APPLICATION"})
    public String input = "APPLICATION";

    private ParseLines lines = ParseLines.of();
    private final JsonScan scan = new JsonScan(ParseLimits.DEFAULTS.maxDepth());
    private final Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);

    @Setup
    public void read() throws IOException {
        read(ParseLines.of(ParseInput.valueOf(input)));
    }

    void read(ParseLines read) {
        lines = read;
    }

    /** The peer: a map of all members. */
    @Benchmark
    public void fastjson2(Blackhole hole) {
        for (byte[] line : lines.bytes()) {
            hole.consume(JSON.parseObject(line));
        }
    }

    /** Ours, lazy: the path of every member, its value a slice. */
    @Benchmark
    public long scan() {
        long sum = 0;
        for (byte[] line : lines.bytes()) {
            sum += scan(line, null);
        }
        return sum;
    }

    /** Ours: the path of every member, and its value a text; no map. */
    @Benchmark
    public void scanTexts(Blackhole hole) {
        for (byte[] line : lines.bytes()) {
            scan(line, hole);
        }
    }

    /** Ours, with everything that the peer gives: a map of all members. */
    @Benchmark
    public void scanMap(Blackhole hole) {
        for (byte[] line : lines.bytes()) {
            Map<String, String> members = new LinkedHashMap<>();
            if (scan.start(line, 0, line.length)) {
                JsonScan.Step step = scan.next();
                while (step == JsonScan.Step.VALUE || step == JsonScan.Step.OBJECT) {
                    if (step == JsonScan.Step.VALUE) {
                        members.put(scan.path(), scan.text());
                    }
                    step = scan.next();
                }
                requireEnd(step, line);
            }
            hole.consume(members);
        }
    }

    private long scan(byte[] line, @Nullable Blackhole hole) {
        long sum = 0;
        JsonScan.Step step = scan.start(line, 0, line.length) ? scan.next() : JsonScan.Step.OTHER;
        while (step == JsonScan.Step.VALUE || step == JsonScan.Step.OBJECT) {
            sum += scan.path().length() + scan.to();
            if (hole != null) {
                hole.consume(scan.path());
                hole.consume(step == JsonScan.Step.VALUE ? scan.text() : "");
            }
            step = scan.next();
        }
        requireEnd(step, line);
        return sum;
    }

    /** A line that the scan left to a full parser would be no work at all. */
    private static void requireEnd(JsonScan.Step step, byte[] line) {
        if (step != JsonScan.Step.END) {
            throw new IllegalStateException(step + ": " + new String(line, StandardCharsets.UTF_8));
        }
    }

    /** Ours, whole: an event with id, message, ids, level, request, labels. */
    @Benchmark
    public void normalise(Blackhole hole) {
        for (var record : lines.records()) {
            hole.consume(normaliser.normalise(record));
        }
    }
}
