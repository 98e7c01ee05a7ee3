package io.throughline.bench;

import io.throughline.core.parse.AccessScan;
import io.throughline.core.parse.Normaliser;
import io.throughline.core.parse.ParseLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one thread reads of access lines in the combined form; an operation is all lines once. Every method but the limit and the
 * normaliser reads the same ten fields: address, user, time, method, URL, protocol, status, size, referrer, agent. Run by {@link
 * ParseBench}, which says what each makes of them.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Thread)
public class AccessBenchmarks {
    private static final AccessScan.Part[] PARTS = AccessScan.Part.values();

    private final AccessScan scan = new AccessScan();
    private final CombinedRegex regex = new CombinedRegex();
    private final Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
    private ParseLines lines = ParseLines.of();
    private byte[] joined = {};

    @Setup
    public void read() throws IOException {
        read(ParseLines.of(ParseInput.ACCESS));
    }

    void read(ParseLines read) {
        lines = read;
        joined = String.join("\n", read.texts()).getBytes(StandardCharsets.UTF_8);
    }

    /** The limit: looks at every byte and finds the line feeds, eight bytes at a time. */
    @Benchmark
    public int lineFeeds() {
        return LineFeeds.count(joined);
    }

    /** Ours, lazy: slices, and numbers for time, status and size. */
    @Benchmark
    public long scan() {
        long sum = 0;
        for (byte[] line : lines.bytes()) {
            if (scan.scan(line, 0, line.length)) {
                sum += scan.epochSecond() + scan.status() + scan.bytes();
                for (AccessScan.Part part : PARTS) {
                    sum += scan.from(part) + scan.to(part);
                }
            }
        }
        return sum;
    }

    /** The peer, lazy: slices, no numbers, and the bytes made to texts beforehand. */
    @Benchmark
    public long regex() {
        long sum = 0;
        for (String line : lines.texts()) {
            if (regex.matches(line)) {
                sum += regex.slices();
            }
        }
        return sum;
    }

    /** Ours, from bytes to a text for every field that is one, and numbers for the others. */
    @Benchmark
    public void scanTexts(Blackhole hole) {
        for (byte[] line : lines.bytes()) {
            if (scan.scan(line, 0, line.length)) {
                hole.consume(scan.epochSecond());
                hole.consume(scan.status());
                hole.consume(scan.bytes());
                for (AccessScan.Part part : PARTS) {
                    hole.consume(scan.text(part));
                }
            }
        }
    }

    /** The peer, from bytes to a text for every field. */
    @Benchmark
    public void regexTexts(Blackhole hole) {
        for (byte[] line : lines.bytes()) {
            if (regex.matches(new String(line, StandardCharsets.UTF_8))) {
                for (int group = 1; group <= CombinedRegex.GROUPS; group++) {
                    hole.consume(regex.text(group));
                }
            }
        }
    }

    /** Ours, whole: an event with id, message, request, labels, address and template of the path. */
    @Benchmark
    public void normalise(Blackhole hole) {
        for (var record : lines.records()) {
            hole.consume(normaliser.normalise(record));
        }
    }
}
