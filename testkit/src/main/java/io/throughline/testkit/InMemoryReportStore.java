package io.throughline.testkit;

import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.store.ReportStore;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Minutes of APIs and edges in memory, for tests of whoever asks a store. */
public final class InMemoryReportStore implements ReportStore {
    private static final Comparator<ApiMinute> BY_TIME = Comparator.comparing(ApiMinute::minute)
            .thenComparing(ApiMinute::method)
            .thenComparing(ApiMinute::template);

    private final Map<List<Object>, ApiMinute> apis = new ConcurrentHashMap<>();
    private final Map<List<Object>, EdgeMinute> edges = new ConcurrentHashMap<>();

    /** Keeps the minute unless one with more requests is kept already. */
    public void add(ApiMinute minute) {
        apis.merge(
                List.of(minute.service(), minute.method(), minute.template(), minute.minute()),
                minute,
                (before, now) -> now.requests() >= before.requests() ? now : before);
    }

    /** Keeps the minute unless one with more calls is kept already. */
    public void add(EdgeMinute minute) {
        edges.merge(
                List.of(minute.caller(), minute.callee(), minute.minute()),
                minute,
                (before, now) -> now.calls() >= before.calls() ? now : before);
    }

    public void clear() {
        apis.clear();
        edges.clear();
    }

    @Override
    public List<ApiMinute> apiMinutes(String service, TimeRange range) {
        List<ApiMinute> all = apis.values().stream()
                .filter(minute -> minute.service().equals(service) && within(minute.minute(), range))
                .sorted(BY_TIME)
                .toList();
        return all.subList(Math.max(0, all.size() - MAX_MINUTES), all.size());
    }

    @Override
    public List<ApiSummary> apis(TimeRange range) {
        Map<String, ApiSummary> totals = new TreeMap<>();
        for (ApiMinute minute : apis.values()) {
            if (within(minute.minute(), range)) {
                totals.merge(
                        minute.service() + "\0" + minute.method() + "\0" + minute.template(),
                        new ApiSummary(
                                minute.service(),
                                minute.method(),
                                minute.template(),
                                minute.requests(),
                                minute.errors()),
                        (a, b) -> new ApiSummary(
                                a.service(),
                                a.method(),
                                a.template(),
                                a.requests() + b.requests(),
                                a.errors() + b.errors()));
            }
        }
        return new ArrayList<>(totals.values());
    }

    @Override
    public List<EdgeMinute> edges(TimeRange range) {
        Map<String, EdgeMinute> merged = new TreeMap<>();
        edges.values().stream()
                .filter(minute -> within(minute.minute(), range))
                .sorted(Comparator.comparing(EdgeMinute::minute))
                .forEach(minute ->
                        merged.merge(minute.caller() + "\0" + minute.callee(), minute, InMemoryReportStore::merge));
        return new ArrayList<>(merged.values());
    }

    private static EdgeMinute merge(EdgeMinute first, EdgeMinute later) {
        LatencyHistogram latency = new LatencyHistogram();
        latency.merge(first.latency());
        latency.merge(later.latency());
        return new EdgeMinute(
                first.caller(),
                first.callee(),
                first.minute(),
                first.calls() + later.calls(),
                first.errors() + later.errors(),
                latency);
    }

    private static boolean within(Instant minute, TimeRange range) {
        return !minute.isBefore(range.from()) && minute.isBefore(range.to());
    }
}
