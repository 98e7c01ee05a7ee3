package io.throughline.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.core.config.Settings;
import io.throughline.stream.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What it costs to make flows of hops, from their events to closed flows: where records tell their ids, and where all is inferred. The densest
 * set of real flows, without end. Rates are those of all tenths but the first, in which the JVM warms up; the machine may be shared, so
 * they are told by the process's own seconds too. The set is looked for in {@code ../shared/data}, or where {@code THROUGHLINE_DATA} says.
 */
final class AssemblyBench {
    /** A minute or so, each. */
    static final int HOPS_WITH_IDS = 5_000_000;

    static final int HOPS_WITHOUT = 1_000_000;

    private static final String SET = "flows/media-75";

    /** Records with ids take the short way: none of this set's flows has lost some. */
    private static final Map<String, String> SETTINGS = Map.of("infer.partial-ids", "false");

    private AssemblyBench() {}

    /** By ids. */
    static ObjectNode assembly(int hops) throws Exception {
        return run(true, hops);
    }

    /** By everything else. */
    static ObjectNode inference(int hops) throws Exception {
        return run(false, hops);
    }

    private static ObjectNode run(boolean withIds, int hops) throws Exception {
        Path set = Path.of(Objects.requireNonNullElse(System.getenv("THROUGHLINE_DATA"), "../shared/data"))
                .resolve(SET);
        if (!Files.isDirectory(set)) {
            throw new IOException("there is no " + set + "; THROUGHLINE_DATA may name the folder that holds " + SET);
        }
        HopStream.Passed passed = HopStream.run(set, withIds, hops, JobConfig.from(new Settings(SETTINGS)));
        List<Tenth> tenths = passed.tenths();
        List<Tenth> warm = tenths.subList(1, tenths.size());
        double warmHops = warm.stream().mapToLong(Tenth::hops).sum();
        ObjectNode result = new ObjectMapper().createObjectNode();
        result.put("hops", hops);
        result.put(
                "hops_per_second",
                Math.round(warmHops / warm.stream().mapToDouble(Tenth::seconds).sum()));
        result.put(
                "hops_per_cpu_second",
                Math.round(
                        warmHops / warm.stream().mapToDouble(Tenth::cpuSeconds).sum()));
        Tenth second = tenths.get(1);
        Tenth last = tenths.getLast();
        result.put("last_to_second_tenth", rounded(last.perSecond() / second.perSecond()));
        result.put("last_to_second_tenth_by_cpu", rounded(last.perCpuSecond() / second.perCpuSecond()));
        tenths.forEach(tenth -> result.withArray("/heap_mebibytes").add(tenth.heapMebibytes()));
        result.put("found", rounded(passed.found() / (double) hops));
        result.put("right", rounded(passed.right() / (double) hops));
        return result;
    }

    private static double rounded(double ratio) {
        return Math.round(1e4 * ratio) / 1e4;
    }
}
