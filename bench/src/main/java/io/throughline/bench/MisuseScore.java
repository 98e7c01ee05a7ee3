package io.throughline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.throughline.testkit.misuse.Injector;
import io.throughline.testkit.misuse.Label;
import io.throughline.testkit.misuse.Misuse;
import io.throughline.testkit.misuse.Strength;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was found of what was injected, by behaviour. An injection is found by an alert of one of its rules that shows one of its wrong
 * records; how late, is the alert's time after the first of them was logged. An alert on unchanged traffic is a false one, of whatever
 * rule.
 */
final class MisuseScore {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Map<String, Integer> falseAlerts = new TreeMap<>();
    private double hours;

    /** Of one behaviour. */
    private static final class Tally {
        private final Map<Strength, int[]> found = new HashMap<>();
        private final List<Double> delays = new ArrayList<>();

        int[] of(Strength strength) {
            return found.computeIfAbsent(strength, any -> new int[2]);
        }

        double recall(Strength strength) {
            return (double) of(strength)[1] / of(strength)[0];
        }

        void add(Tally other) {
            for (Strength strength : Strength.values()) {
                of(strength)[0] += other.of(strength)[0];
                of(strength)[1] += other.of(strength)[1];
            }
            delays.addAll(other.delays);
        }

        double delay(double quantile) {
            return delays.isEmpty()
                    ? Double.NaN
                    : delays.stream().sorted().toList().get((int) Math.ceil(quantile * delays.size()) - 1);
        }
    }

    void add(MisuseScore other) {
        other.tallies.forEach((behaviour, tally) ->
                tallies.computeIfAbsent(behaviour, any -> new Tally()).add(tally));
        other.falseAlerts.forEach((rule, count) -> falseAlerts.merge(rule, count, Integer::sum));
        hours += other.hours;
    }

    void unchanged(List<Misuse> misuses, Path alerts, Duration busy) throws IOException {
        hours += busy.toMillis() / 3.6e6;
        for (Misuse misuse : misuses) {
            misuse.rules().forEach(rule -> falseAlerts.putIfAbsent(rule, 0));
        }
        for (JsonNode alert : lines(alerts)) {
            falseAlerts.merge(alert.path("rule").asText(), 1, Integer::sum);
            System.err.println("  false alert: " + alert.path("rule").asText() + " "
                    + alert.path("time").asText() + " "
                    + alert.path("title").asText() + "; expected: "
                    + alert.path("expected").asText() + "; seen: "
                    + alert.path("seen").asText());
        }
    }

    void injected(List<Misuse> misuses, Injector injected, Path alerts) throws IOException {
        Map<String, Set<String>> rules = new HashMap<>();
        misuses.forEach(misuse -> rules.put(misuse.behaviour(), misuse.rules()));
        Map<String, List<JsonNode>> alertsOf = new HashMap<>();
        for (JsonNode alert : lines(alerts)) {
            for (JsonNode seen : alert.path("evidence")) {
                ObjectNode hop = injected.hops().get(seen.path("line").intValue() - 1);
                alertsOf.computeIfAbsent(hop.path("id").asText(), any -> new ArrayList<>())
                        .add(alert);
            }
        }
        for (Label label : injected.labels()) {
            Tally tally = tallies.computeIfAbsent(label.behaviour(), any -> new Tally());
            tally.of(label.strength())[0]++;
            label.records().stream()
                    .flatMap(record -> alertsOf.getOrDefault(record, List.of()).stream())
                    .filter(alert -> rules.getOrDefault(label.behaviour(), Set.of())
                            .contains(alert.path("rule").asText()))
                    .map(alert -> Instant.parse(alert.path("time").asText()))
                    .min(Comparator.naturalOrder())
                    .ifPresentOrElse(
                            time -> {
                                tally.of(label.strength())[1]++;
                                tally.delays.add(Math.max(
                                        0, Duration.between(label.begin(), time).toMillis() / 1e3));
                            },
                            () -> System.err.println("  not found: " + label.behaviour() + " "
                                    + label.strength().name().toLowerCase(Locale.ROOT) + " " + label.begin() + " "
                                    + new TreeMap<>(label.blame())));
        }
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<String> all = Files.lines(file)) {
            for (String line : (Iterable<String>) all::iterator) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    void print(String name) {
        System.err.printf(
                Locale.ROOT,
                "%n%-30s %10s %7s %10s %7s %9s %9s%n",
                name,
                "gross",
                "recall",
                "subtle",
                "recall",
                "median s",
                "worst s");
        tallies.forEach((behaviour, tally) -> System.err.printf(
                Locale.ROOT,
                "%-30s %10d %7.3f %10d %7.3f %9.1f %9.1f%n",
                behaviour,
                tally.of(Strength.GROSS)[0],
                tally.recall(Strength.GROSS),
                tally.of(Strength.SUBTLE)[0],
                tally.recall(Strength.SUBTLE),
                tally.delay(0.5),
                tally.delay(1)));
        falseAlerts.forEach((rule, count) -> {
            if (count > 0) {
                System.err.printf(Locale.ROOT, "  false alerts of %s: %d%n", rule, count);
            }
        });
        System.err.printf(
                Locale.ROOT,
                "  %d false alerts in %.2f hours of unchanged traffic, %.2f an hour%n",
                falseAlerts(),
                hours,
                falseAlerts() / hours);
    }

    private int falseAlerts() {
        return falseAlerts.values().stream().mapToInt(Integer::intValue).sum();
    }

    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        tallies.forEach((behaviour, tally) -> {
            ObjectNode line = json.putObject(behaviour);
            for (Strength strength : Strength.values()) {
                String name = strength.name().toLowerCase(Locale.ROOT);
                line.put(name, tally.of(strength)[0]);
                line.put("recall_" + name, rounded(tally.recall(strength)));
            }
            line.put("median_delay_seconds", rounded(tally.delay(0.5)));
            line.put("worst_delay_seconds", rounded(tally.delay(1)));
        });
        json.put("hours_unchanged", rounded(hours));
        json.put("false_alerts", falseAlerts());
        json.put("false_alerts_per_hour", rounded(falseAlerts() / hours));
        return json;
    }

    /** Minus one for what there is none of. */
    private static double rounded(double value) {
        return Double.isNaN(value) ? -1 : Math.round(value * 1e3) / 1e3;
    }
}
