package io.throughline.api.reports;

import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a service's APIs were used, by method and template.
 *
 * @param truncated whether the range holds more minutes than were read: the earliest are missing
 */
record TrafficReport(String service, String from, String to, boolean truncated, List<Api> apis) {
    /**
     * One API over the whole range. Quantiles in microseconds, of all its requests and not averaged from minutes.
     *
     * @param callers requests by caller, the most frequent first
     */
    record Api(
            String method,
            String template,
            long requests,
            long errors,
            long p50Us,
            long p95Us,
            long p99Us,
            Map<String, Long> callers,
            List<Minute> minutes) {}

    /** One minute of it. */
    record Minute(String minute, long requests, long errors, long p50Us, long p95Us, long p99Us) {
        static Minute of(ApiMinute minute) {
            LatencyHistogram latency = minute.latency();
            return new Minute(
                    minute.minute().toString(),
                    minute.requests(),
                    minute.errors(),
                    latency.quantile(0.5),
                    latency.quantile(0.95),
                    latency.quantile(0.99));
        }
    }

    static TrafficReport of(String service, TimeRange range, List<ApiMinute> minutes) {
        TreeMap<String, TreeMap<String, List<ApiMinute>>> byTemplate = new TreeMap<>();
        for (ApiMinute minute : minutes) {
            byTemplate
                    .computeIfAbsent(minute.template(), template -> new TreeMap<>())
                    .computeIfAbsent(minute.method(), method -> new ArrayList<>())
                    .add(minute);
        }
        List<Api> apis = byTemplate.values().stream()
                .flatMap(byMethod -> byMethod.values().stream())
                .map(TrafficReport::api)
                .toList();
        boolean truncated = minutes.size() >= ReportStore.MAX_MINUTES;
        return new TrafficReport(service, range.from().toString(), range.to().toString(), truncated, apis);
    }

    private static Api api(List<ApiMinute> minutes) {
        LatencyHistogram latency = new LatencyHistogram();
        Map<String, Long> callers = new TreeMap<>();
        long requests = 0;
        long errors = 0;
        for (ApiMinute minute : minutes) {
            latency.merge(minute.latency());
            minute.callers().forEach((caller, times) -> callers.merge(caller, times, Long::sum));
            requests += minute.requests();
            errors += minute.errors();
        }
        return new Api(
                minutes.getFirst().method(),
                minutes.getFirst().template(),
                requests,
                errors,
                latency.quantile(0.5),
                latency.quantile(0.95),
                latency.quantile(0.99),
                mostFrequentFirst(callers),
                minutes.stream()
                        .sorted(Comparator.comparing(ApiMinute::minute))
                        .map(Minute::of)
                        .toList());
    }

    private static Map<String, Long> mostFrequentFirst(Map<String, Long> callers) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        callers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(caller -> sorted.put(caller.getKey(), caller.getValue()));
        return sorted;
    }
}
