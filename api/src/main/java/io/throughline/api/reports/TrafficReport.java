package io.throughline.api.reports;

import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.TimeRange;
import io.throughline.core.template.LaterTemplates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a service's APIs were used, by method and template: the latest, where a common one was learned within the range.
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
        Map<String, Map<String, String>> later = laterTemplates(minutes);
        for (ApiMinute minute : minutes) {
            String name =
                    later.getOrDefault(minute.method(), Map.of()).getOrDefault(minute.template(), minute.template());
            byTemplate
                    .computeIfAbsent(name, template -> new TreeMap<>())
                    .computeIfAbsent(minute.method(), method -> new ArrayList<>())
                    .add(minute);
        }
        List<Api> apis = byTemplate.entrySet().stream()
                .flatMap(template -> template.getValue().values().stream().map(api -> api(template.getKey(), api)))
                .toList();
        boolean truncated = minutes.size() >= ReportStore.MAX_MINUTES;
        return new TrafficReport(service, range.from().toString(), range.to().toString(), truncated, apis);
    }

    /** What was counted by its own name before a common one was learned, by method. */
    private static Map<String, Map<String, String>> laterTemplates(List<ApiMinute> minutes) {
        Map<String, Map<String, LaterTemplates.Used>> used = new TreeMap<>();
        for (ApiMinute minute : minutes) {
            Instant time = minute.minute();
            used.computeIfAbsent(minute.method(), method -> new TreeMap<>())
                    .merge(minute.template(), new LaterTemplates.Used(time, time), (before, now) -> before.with(time));
        }
        Map<String, Map<String, String>> later = new TreeMap<>();
        used.forEach((method, templates) -> later.put(method, LaterTemplates.of(templates)));
        return later;
    }

    private static Api api(String template, List<ApiMinute> minutes) {
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
                template,
                requests,
                errors,
                latency.quantile(0.5),
                latency.quantile(0.95),
                latency.quantile(0.99),
                mostFrequentFirst(callers),
                byMinute(minutes).stream().map(Minute::of).toList());
    }

    /** One of each minute, in their order, where several templates have become one. */
    private static List<ApiMinute> byMinute(List<ApiMinute> minutes) {
        Map<Instant, ApiMinute> merged = new TreeMap<>();
        minutes.forEach(minute -> merged.merge(minute.minute(), minute, TrafficReport::plus));
        return List.copyOf(merged.values());
    }

    private static ApiMinute plus(ApiMinute one, ApiMinute other) {
        LatencyHistogram latency = new LatencyHistogram();
        latency.merge(one.latency());
        latency.merge(other.latency());
        return new ApiMinute(
                one.service(),
                one.method(),
                one.template(),
                one.minute(),
                one.requests() + other.requests(),
                one.errors() + other.errors(),
                latency,
                Map.of(),
                one.records() + other.records());
    }

    private static Map<String, Long> mostFrequentFirst(Map<String, Long> callers) {
        Map<String, Long> sorted = new LinkedHashMap<>();
        callers.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(caller -> sorted.put(caller.getKey(), caller.getValue()));
        return sorted;
    }
}
