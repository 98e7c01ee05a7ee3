package io.throughline.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import io.throughline.core.model.LogEvent;
import io.throughline.core.rule.match.RuleMatcher;
import io.throughline.core.rule.match.RuleSet;
import io.throughline.core.rule.pack.BuiltInRules;
import io.throughline.core.rule.read.RuleCollection;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/**
 * What matching by rules costs one thread, by its own clock, the best round's: generated rules of the shapes that people write, over
 * access lines that were normalised before. Ten times as many rules are measured in the same rounds. The catastrophic pattern and the
 * benign one of its length look at the same 100,000 characters, in the same rounds, too.
 */
final class RulesBench {
    static final int RECORDS = 200_000;

    private static final int ROUNDS = 7;
    private static final int FEW = 1_000;
    private static final int MANY = 10_000;
    private static final int LONG_CHARS = 100_000;
    private static final int LONG_TIMES = 200;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ObjectNode result = JsonNodeFactory.instance.objectNode().put("benchmark", "rules");
    private long matches;

    private RulesBench() {}

    static ObjectNode run(int records) {
        RulesBench bench = new RulesBench();
        bench.rules(records);
        bench.patterns();
        System.err.println("throughline: a sum that the compiler cannot leave out: " + bench.matches);
        return bench.result;
    }

    private void rules(int records) {
        RuleMatcher few = matcher(FEW);
        RuleMatcher many = matcher(MANY);
        RuleMatcher pack = RuleSet.of(BuiltInRules.read(Map.of()).detections()).matcher();
        List<LogEvent> events = RuleSamples.events(records);
        Best fewBest = new Best();
        Best manyBest = new Best();
        Best packBest = new Best();
        for (int round = 0; round < ROUNDS; round++) {
            fewBest.round(() -> matches += all(few, events));
            manyBest.round(() -> matches += all(many, events));
            packBest.round(() -> matches += all(pack, events));
        }
        double fewNanos = (double) fewBest.nanos / records;
        double manyNanos = (double) manyBest.nanos / records;
        put("rules_1000", fewNanos, (double) fewBest.bytes / records);
        put("rules_10000", manyNanos, (double) manyBest.bytes / records);
        put("built_in", (double) packBest.nanos / records, (double) packBest.bytes / records);
        result.put("matches_per_1000_events", Math.round(1_000.0 * all(few, events) / records));
        result.put("time_10000_to_1000", rounded(manyNanos / fewNanos));
        result.put("rate_1000_to_limit", rounded(1e9 / fewNanos / 100_000));
    }

    private void patterns() {
        LogEvent event = RuleSamples.longEvent(LONG_CHARS);
        RuleMatcher catastrophic =
                RuleSet.of(RuleSamples.pattern("(a+)+$").detections()).matcher();
        RuleMatcher benign =
                RuleSet.of(RuleSamples.pattern("[ab]c$").detections()).matcher();
        Best catastrophicBest = new Best();
        Best benignBest = new Best();
        for (int round = 0; round < ROUNDS; round++) {
            catastrophicBest.round(() -> matches += repeated(catastrophic, event));
            benignBest.round(() -> matches += repeated(benign, event));
        }
        double worst = (double) catastrophicBest.nanos / LONG_TIMES;
        double plain = (double) benignBest.nanos / LONG_TIMES;
        System.err.printf(
                "throughline: %,d characters: %,.0f us by the catastrophic pattern, %,.0f us by the benign one%n",
                LONG_CHARS, worst / 1e3, plain / 1e3);
        result.put("catastrophic_to_benign", rounded(worst / plain));
    }

    private static RuleMatcher matcher(int count) {
        long started = System.nanoTime();
        RuleCollection rules = RuleSamples.rules(count);
        if (!rules.problems().isEmpty()) {
            throw new IllegalStateException(rules.problems().getFirst().toString());
        }
        RuleSet set = RuleSet.of(rules.detections());
        RuleMatcher matcher = set.matcher();
        System.err.printf(
                "throughline: %,d rules read and compiled in %,d ms, %,d of them judged on every record%n",
                count, (System.nanoTime() - started) / 1_000_000, set.withoutAnchor());
        return matcher;
    }

    private static long all(RuleMatcher matcher, List<LogEvent> events) {
        long sum = 0;
        for (LogEvent event : events) {
            sum += matcher.match(event);
        }
        return sum;
    }

    private static long repeated(RuleMatcher matcher, LogEvent event) {
        long sum = 0;
        for (int i = 0; i < LONG_TIMES; i++) {
            sum += matcher.match(event);
        }
        return sum;
    }

    private void put(String name, double nanos, double bytes) {
        System.err.printf(
                "throughline: %s: %,.0f events a second, %,.0f ns and %.2f bytes allocated an event%n",
                name, 1e9 / nanos, nanos, bytes);
        result.put(name + "_events_per_second", Math.round(1e9 / nanos));
        result.put(name + "_bytes_allocated_per_event", rounded(bytes));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** The best round, and what the last one allocated. */
    private static final class Best {
        private long nanos = Long.MAX_VALUE;
        private long bytes;

        void round(Runnable work) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long started = THREADS.getCurrentThreadCpuTime();
            work.run();
            nanos = Math.min(nanos, THREADS.getCurrentThreadCpuTime() - started);
            bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        }
    }
}
