package io.throughline.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.throughline.core.mask.MaskConfig;
import io.throughline.core.mask.Masker;
import io.throughline.core.mask.Masking;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

/**
 * What masking costs one thread on container logs in which there is nothing to be masked: the best of several rounds by the thread's
 * own clock, against a search for a byte that is not there, which is as fast as memory is read, and against one alternation of the
 * JDK's regular expressions of the shapes' beginnings.
 */
final class MaskBench {
    private static final int MOST_RECORDS = 200_000;
    private static final int ROUNDS = 15;
    private static final int REGEX_ROUNDS = 2;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Pattern SHAPES = Pattern.compile(
            "\\b(?:A[KBS]IA[A-Z2-7]{16}|AIza[\\w-]{35}|gh[pousr]_\\w{36,}|github_pat_\\w{60,}|gl(?:pat|dt|rt|cbt|ptt|ft)-[\\w.-]{20,}"
                    + "|xox[a-z]-[\\w-]{20,}|[sr]k_(?:live|test)_\\w{16,}|SG\\.[\\w.-]{60,}|npm_\\w{36}|pypi-AgE[\\w-]{50,}"
                    + "|dckr_pat_[\\w-]{20,}|do[por]_v1_[0-9a-f]{64}|hf_\\w{30,}|sk-[\\w-]{32,}|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"
                    + "|eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*|key-[0-9a-f]{32}|hvs\\.[\\w.-]{20,}|dapi[0-9a-f]{32}|glsa_\\w{40,})"
                    + "|(?i:bearer|basic)\\s+[\\w.~+/=-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----|://[^/\\s:@]*:[^/\\s@]+@"
                    + "|(?i:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|authorization|cookie|session(?:id)?)"
                    + "[\\\\\"']*\\s*[=:]\\s*[\\\\\"']*[^\\s\\\\\"',;&]{4,}|\\b(?:\\d[ -]?){13,19}\\b|\\b[A-Z]{2}\\d{2}[A-Z0-9]{11,30}\\b");

    private MaskBench() {}

    static ObjectNode mask(int records) throws IOException {
        Path folder = Files.createTempDirectory("bench-mask");
        List<byte[]> lines = new ArrayList<>();
        for (Path file : SampleLogs.write(folder, Math.min(records, MOST_RECORDS))) {
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                lines.add(line.getBytes(StandardCharsets.US_ASCII));
            }
            Files.delete(file);
        }
        Files.delete(folder);
        Masker masker = Masking.of(MaskConfig.DEFAULTS).masker();
        double scan = megabytesPerSecond("search for a byte", lines, ROUNDS, MaskBench::indexOf);
        double mask = megabytesPerSecond("mask", lines, ROUNDS, line -> masker.mask(line).length);
        double regex = megabytesPerSecond(
                "regular expression",
                lines,
                REGEX_ROUNDS,
                line -> SHAPES.matcher(new String(line, StandardCharsets.ISO_8859_1))
                                .find()
                        ? 1
                        : 0);
        return JsonNodeFactory.instance
                .objectNode()
                .put("benchmark", "mask")
                .put("mask_mb_per_second", Math.round(mask))
                .put("mask_to_scan", Math.round(mask / scan * 1000) / 1000.0)
                .put("mask_to_regex", Math.round(mask / regex * 10) / 10.0);
    }

    private static long indexOf(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static double megabytesPerSecond(String name, List<byte[]> lines, int rounds, ToLongFunction<byte[]> work) {
        long bytes = lines.stream().mapToLong(line -> line.length).sum();
        long best = Long.MAX_VALUE;
        long allocated = 0;
        long kept = 0;
        for (int round = 0; round < rounds; round++) {
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            for (byte[] line : lines) {
                kept += work.applyAsLong(line);
            }
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - before);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        }
        System.out.printf(
                "%s: %,.0f MB/s, %,d bytes allocated in a round of %,d lines (%d)%n",
                name, bytes * 1000.0 / best, allocated, lines.size(), kept & 1);
        return bytes * 1000.0 / best;
    }
}
